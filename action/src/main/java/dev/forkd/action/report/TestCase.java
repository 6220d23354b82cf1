package dev.forkd.action.report;

/**
 * A test in a JUnit XML report.
 *
 * @param className class name as reported
 * @param name test name as reported
 * @param file file as reported, or empty; not trusted
 * @param line line as reported, or 0
 * @param seconds the test's duration
 * @param outcome how the test ended
 * @param message message of the failure, or the reason why the test was skipped
 * @param details details of the failure, such as a stack trace
 */
public record TestCase(
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
        /** The test succeeded. */
        PASSED,
        /** An assertion failed. */
        FAILED,
        /** Something else went wrong. */
        ERROR,
        /** The test did not run. */
        SKIPPED
    }

    /**
     * Tells whether the test counts as failed.
     *
     * @return {@code true} for failures and errors
     */
    public boolean failed() {
        return outcome == Outcome.FAILED || outcome == Outcome.ERROR;
    }

    /**
     * Returns a name that identifies the test.
     *
     * @return class and name
     */
    public String id() {
        return className.isEmpty() ? name : className + "." + name;
    }
}
