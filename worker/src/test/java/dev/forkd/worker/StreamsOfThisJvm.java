package dev.forkd.worker;

import java.io.PrintStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets each test of a class capture what this JVM prints, and restores the streams afterwards. */
final class StreamsOfThisJvm implements BeforeEachCallback, AfterEachCallback {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final OutputCapture capture;

    StreamsOfThisJvm(OutputCapture capture) {
        this.capture = capture;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        capture.install();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.setOut(out);
        System.setErr(err);
    }
}
