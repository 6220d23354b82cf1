package it.torture;

class ThrowsItsOwnCauseTest extends Torture {

    @Override
    void harm() throws Throwable {
        throw new IllegalStateException("own") {
            @Override
            public synchronized Throwable getCause() {
                return this;
            }
        };
    }
}
