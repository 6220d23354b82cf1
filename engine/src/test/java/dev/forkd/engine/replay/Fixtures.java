package dev.forkd.engine.replay;

import java.util.concurrent.atomic.AtomicBoolean;

/** Classes whose revival is dangerous or difficult. */
final class Fixtures {

    static final AtomicBoolean INITIALISED = new AtomicBoolean();
    static final AtomicBoolean CONSTRUCTED = new AtomicBoolean();

    private Fixtures() {}

    /** No throwable: nothing of it may run. */
    static final class NoThrowable {

        static {
            INITIALISED.set(true);
        }

        NoThrowable(String message) {
            CONSTRUCTED.set(true);
        }
    }

    /** A throwable with a constructor that does something. */
    static final class Acting extends RuntimeException {

        Acting(String message) {
            super(message);
            CONSTRUCTED.set(true);
        }
    }

    /** A throwable that says more than its message. */
    static final class Talking extends RuntimeException {

        private final int code;

        Talking(int code) {
            super("message");
            this.code = code;
        }

        @SuppressWarnings("OverrideThrowableToString")
        @Override
        public String toString() {
            return "Talking with code " + code;
        }
    }

    /** A throwable without a constructor that takes a message. */
    static final class Odd extends Exception {

        Odd(int number, Object other) {
            super(number + " " + other);
        }
    }
}
