package it.torture;

class HaltsTest extends Torture {

    @Override
    void harm() throws Throwable {
        Runtime.getRuntime().halt(9);
    }
}
