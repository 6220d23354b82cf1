package dev.forkd.engine.replay;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Classes whose revival is dangerous or difficult. */
final class Fixtures {

    static final AtomicBoolean INITIALISED = new AtomicBoolean();
    static final AtomicBoolean CONSTRUCTED = new AtomicBoolean();

    private Fixtures() {}

    static final AtomicBoolean MEDDLED = new AtomicBoolean();

    /** A throwable that does something when it is looked at. */
    static final class Meddling extends AssertionError {

        static {
            MEDDLED.set(true);
        }

        Meddling(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            MEDDLED.set(true);
            return super.getMessage();
        }
    }

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

    /** Its message is longer than what it was given. */
    static final class Located extends RuntimeException {

        static String CONSTANT = "constant";

        private final int line;

        Located(String message, int line) {
            super(message);
            this.line = line;
        }

        @Override
        public String getMessage() {
            return line == 0 ? super.getMessage() : super.getMessage() + " in line " + line;
        }

        @SuppressWarnings("OverrideThrowableToString")
        @Override
        public String toString() {
            return line == 0 ? getClass().getName() : super.toString();
        }
    }

    /** Its cause is one of its own. */
    static final class OwnCause extends RuntimeException {

        private final Throwable own;

        OwnCause(Throwable own) {
            this.own = own;
        }

        @Override
        public synchronized Throwable getCause() {
            return own;
        }
    }

    /** Each cause has another one. */
    static final class EverDeeper extends RuntimeException {

        EverDeeper(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable getCause() {
            return new EverDeeper("deeper");
        }
    }

    /** Says in a sandbox what it has to say, and here nothing. */
    static final class Speechless extends RuntimeException {

        static final Semaphore MAY_SPEAK = new Semaphore(1);

        @Override
        public String getMessage() {
            MAY_SPEAK.acquireUninterruptibly();
            MAY_SPEAK.release();
            return "said";
        }
    }

    /** It says that it is its own cause. */
    static final class SelfCaused extends RuntimeException {

        SelfCaused(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }

    /** It has no text at all. */
    static final class Textless extends RuntimeException {

        @SuppressWarnings({"OverrideThrowableToString", "ToStringReturnsNull"})
        @Override
        public String toString() {
            return null;
        }
    }

    /** A failed comparison of a user's own class. */
    static final class Comparing extends org.opentest4j.AssertionFailedError {

        Comparing(String message, Object expected, Object actual) {
            super(message, expected, actual);
        }
    }

    /** What it says comes from an object that cannot be told. */
    static final class Unspeakable extends RuntimeException {

        private final StringBuilder state;

        Unspeakable(StringBuilder state) {
            this.state = state;
        }

        @Override
        public String getMessage() {
            return "in state " + state;
        }
    }

    /** It needs an object that cannot be told in order to take a stack trace. */
    static final class Locked extends RuntimeException {

        private final Object lock = new Object();

        @Override
        public void setStackTrace(StackTraceElement[] trace) {
            synchronized (lock) {
                super.setStackTrace(trace);
            }
        }
    }
}
