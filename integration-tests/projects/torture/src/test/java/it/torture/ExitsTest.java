package it.torture;

class ExitsTest extends Torture {

    @Override
    void harm() throws Throwable {
        System.exit(3);
    }
}
