package it.torture;

class HasNoLoaderTest extends Torture {

    @Override
    void harm() throws Throwable {
        Thread.currentThread().setContextClassLoader(null);
    }
}
