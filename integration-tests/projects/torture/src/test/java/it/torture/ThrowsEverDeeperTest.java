package it.torture;

class ThrowsEverDeeperTest extends Torture {

    private static final class Deeper extends RuntimeException {

        Deeper() {
            super("deeper");
        }

        @Override
        public synchronized Throwable getCause() {
            return new Deeper();
        }
    }

    @Override
    void harm() throws Throwable {
        throw new Deeper();
    }
}
