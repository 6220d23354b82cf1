package dev.forkd.engine.host;

import java.util.Optional;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;

/** The program that runs the Launcher, such as a build tool or an IDE, in so far as it needs special treatment. */
public interface Host {

    /**
     * Shows a line to the user on the console, but never in a report.
     *
     * @param line the line; control characters are replaced, because parts of it may come from a sandbox
     */
    void say(String line);

    /**
     * Makes the host's report show how long a node took in the sandbox, by moving the node's start time back. Called
     * right before the node's end is reported.
     *
     * @param descriptor the node
     * @param durationMicros the node's duration in microseconds
     */
    void backDate(TestDescriptor descriptor, long durationMicros);

    /**
     * Tells why this host passes us only one test class at a time, if it does. Call this on the thread that runs the
     * Launcher.
     *
     * @return the setting, and what to do about it; empty if there is no such obstacle, or another JVM reports it
     */
    default Optional<String> hindrance() {
        return Optional.empty();
    }

    /**
     * Tells whether this host runs integration tests, for which build tools use other commands than for tests.
     *
     * @return {@code true} for Failsafe
     */
    default boolean runsIntegrationTests() {
        return false;
    }

    /**
     * Tells whether this host understands that a test is reported several times: then it shows one that failed and
     * passed as flaky, and not as failed.
     *
     * @return {@code true} for Surefire with {@code rerunFailingTestsCount}
     */
    default boolean showsReruns() {
        return false;
    }

    /**
     * Makes the host forget that a test has failed, because it has passed since. Otherwise the host would run it again.
     *
     * @param descriptor the test
     */
    default void forgetFailure(TestDescriptor descriptor) {}

    /**
     * Finds an area for drawing, if the output goes to a terminal.
     *
     * @param wanted whether the user asked for it; if so, it is also used where a program may be reading the output
     * @return the area; empty if there is no terminal, or that is uncertain
     */
    default Optional<LiveArea> liveArea(boolean wanted) {
        return Optional.empty();
    }

    /**
     * Tells whether the host always ends the block of a class with a line end.
     *
     * @return whether it does
     */
    default boolean endsBlocksWithLines() {
        return false;
    }

    /**
     * Replaces characters that could control a terminal.
     *
     * @param line any text
     * @return the text without control characters other than line ends and tabs, and without marks that change its
     *     direction
     */
    static String printable(String line) {
        // Asked first, because names of sandboxes and tests pass here with each event.
        return line.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? line
                : line.replaceAll("[\\p{IsControl}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]", "\uFFFD");
    }

    /**
     * Prepares a message for the console. Each further line of it is marked, so that text of a sandbox cannot look like
     * a line of ours, or be taken for a command by a program that reads the log, as GitHub's runner does.
     *
     * @param message a message of one or more lines
     * @return the printable message
     */
    static String lines(String message) {
        return printable(message).replace("\n", "\n  | ");
    }

    /**
     * Finds out which host this is.
     *
     * @param listener the run's listener, which finally leads to the host's own listener
     * @return the host
     */
    static Host of(EngineExecutionListener listener) {
        return SurefireHost.find(listener).orElseGet(PlainHost::new);
    }

    /**
     * Finds out which host this is where no listener is at hand. Surefire captures what tests print while it runs them,
     * and its listener is behind the stream that it puts in place for that.
     *
     * @return the host
     */
    static Host ofCapturedOutput() {
        return SurefireHost.behind(System.out).orElseGet(PlainHost::new);
    }
}
