package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Fails on purpose. */
class ExceptionsTest {

    /** Known to this project only, and with a field that cannot be serialised. */
    static final class OutOfStock extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Object shelf = new Object();

        OutOfStock(String item, Throwable cause) {
            super("no more " + item, cause);
        }

        @Override
        public String toString() {
            return "OutOfStock{" + getMessage() + (shelf == null ? ", no shelf" : "") + "}";
        }
    }

    @AfterEach
    void failsAsWell(TestInfo info) {
        if (info.getDisplayName().startsWith("twice")) {
            throw new IllegalStateException("and the tear-down fails as well");
        }
    }

    @Test
    void causeAndSuppressed() throws OutOfStock {
        OutOfStock failure = new OutOfStock("paper", new IOException("printer", new Error("root cause")));
        failure.addSuppressed(new IllegalArgumentException("suppressed", new RuntimeException("its cause")));
        throw failure;
    }

    @Test
    void circularCause() {
        RuntimeException first = new RuntimeException("first");
        first.initCause(new RuntimeException("second", first));
        throw first;
    }

    @Test
    void withoutMessage() {
        throw new NullPointerException();
    }

    @Test
    void withoutStack() {
        throw new RuntimeException("no frames", null, false, false) {
            private static final long serialVersionUID = 1L;
        };
    }

    @Test
    void anError() {
        throw new StackOverflowError("not a real one");
    }

    @Test
    void twice() {
        throw new IllegalStateException("the test fails");
    }

    @Test
    @Timeout(value = 50, unit = TimeUnit.MILLISECONDS)
    void tooSlow() throws InterruptedException {
        Thread.sleep(60_000);
    }

    @Test
    void tooSlowPreemptively() {
        assertTimeoutPreemptively(Duration.ofMillis(50), () -> Thread.sleep(60_000));
    }
}
