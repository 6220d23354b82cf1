package dev.forkd.action.report;

/**
 * One test of a JUnit XML report.
 *
 * @param suite name of its suite
 * @param className as reported
 * @param name as reported
 * @param file as reported, or empty; not trusted
 * @param line as reported, or 0
 * @param seconds how long it took
 * @param outcome how it ended
 * @param message of the failure, or the reason why it was skipped
 * @param details of the failure
 */
public record TestCase(
        String suite,
        String className,
        String name,
        String file,
        int line,
        double seconds,
        Outcome outcome,
        String message,
        String details) {
    /** How a test ended. */
    public enum Outcome {
        /** As it should. */
        PASSED,
        /** An assertion failed. */
        FAILED,
        /** Something else went wrong. */
        ERROR,
        /** It did not run. */
        SKIPPED
    }

    /**
     * Tells whether it counts as failed.
     *
     * @return {@code true} for failures and errors
     */
    public boolean failed() {
        return outcome == Outcome.FAILED || outcome == Outcome.ERROR;
    }

    /**
     * Names it among others.
     *
     * @return class and name
     */
    public String id() {
        return className.isEmpty() ? name : className + "." + name;
    }
}
