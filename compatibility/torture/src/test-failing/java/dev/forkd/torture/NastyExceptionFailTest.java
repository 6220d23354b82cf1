package dev.forkd.torture;

import org.junit.jupiter.api.Test;

/** Fails on purpose, with an exception that cannot even be printed in full. */
class NastyExceptionFailTest {

    static class Nasty extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private int calls;

        @Override
        public String getMessage() {
            calls++;
            return "asked " + (calls > 0 ? "at least once" : "never");
        }
    }

    @Test
    void messageWithState() {
        throw new Nasty();
    }

    @Test
    void nextToIt() {}
}
