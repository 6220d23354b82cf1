package it.torture;

class InterruptsItselfTest extends Torture {

    @Override
    void harm() throws Throwable {
        Thread.currentThread().interrupt();
    }
}
