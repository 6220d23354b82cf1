package it.torture;

class ThrowsManyCausesTest extends Torture {

    @Override
    void harm() throws Throwable {
        Throwable cause = new Exception("root");
        for (int i = 0; i < 100_000; i++) {
            cause = new Exception("c" + i, cause);
        }
        throw new IllegalStateException("top", cause);
    }
}
