package it.torture;

class ThrowsWhatThrowsTest extends Torture {

    @Override
    void harm() throws Throwable {
        throw new IllegalStateException("m") {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }

            @Override
            public String getMessage() {
                throw new AssertionError("no");
            }
        };
    }
}
