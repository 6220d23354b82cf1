package it.torture;

class ClearsPropertiesTest extends Torture {

    @Override
    void harm() throws Throwable {
        System.getProperties().clear();
        Thread.currentThread().setContextClassLoader(null);
        Thread.currentThread().interrupt();
    }
}
