package it.torture;

class OverflowsTheStackTest extends Torture {

    @Override
    void harm() throws Throwable {
        harm();
    }
}
