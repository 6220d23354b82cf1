package it.torture;

class SaysTooMuchTest extends Torture {

    @Override
    void harm() throws Throwable {
        throw new IllegalStateException("x".repeat(64 << 20));
    }
}
