package dev.forkd.engine.host;

import org.junit.platform.engine.TestDescriptor;

/**
 * A host of which we know nothing: lines go to the error stream, times are those of the replay. Inside a
 * Surefire fork that was not recognised nothing is said, because there the error stream ends in a report.
 */
final class PlainHost implements Host {

    private final boolean silent = System.getProperty("surefire.real.class.path") != null;

    @Override
    public void say(String line) {
        if (!silent) {
            System.err.println(line);
        }
    }

    @Override
    public void backDate(TestDescriptor descriptor, long durationMicros) {
        // No way to do it here.
    }
}
