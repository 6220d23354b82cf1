package dev.forkd.engine.host;

import java.util.Optional;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;

/** The program that runs the Launcher, as far as it must be treated in a way of its own. */
public interface Host {

    /**
     * Shows a line to the person at the console, never in a report.
     *
     * @param line what to show; control characters are replaced, because part of it may come from a sandbox
     */
    void say(String line);

    /**
     * Makes the host believe that a node started earlier, so that its report shows how long the node took in
     * the sandbox. Called right before the node's end is reported.
     *
     * @param descriptor the node
     * @param durationMicros how long it took, in microseconds
     */
    void backDate(TestDescriptor descriptor, long durationMicros);

    /**
     * Tells what keeps this host from giving us more than one test class at a time. To be asked on the thread
     * that runs the Launcher.
     *
     * @return the setting and what to do about it; empty when there is none, or when another JVM tells it
     */
    default Optional<String> hindrance() {
        return Optional.empty();
    }

    /**
     * Tells whether it runs integration tests, which build tools start by other names than tests.
     *
     * @return true for Failsafe
     */
    default boolean runsIntegrationTests() {
        return false;
    }

    /**
     * Finds a place to draw in, if what is said is seen on a terminal.
     *
     * @param wanted whether the user asked for it: then it is also used where a program may be reading along
     * @return the place; empty where there is no terminal, or any doubt
     */
    default Optional<LiveArea> liveArea(boolean wanted) {
        return Optional.empty();
    }

    /**
     * Tells whether a class's block ends with a line's end, whatever its tests have printed.
     *
     * @return whether it does
     */
    default boolean endsBlocksWithLines() {
        return false;
    }

    /**
     * Replaces what could act on a terminal.
     *
     * @param line any text
     * @return the text without control characters but line ends and tabs, and without marks that turn its direction
     */
    static String printable(String line) {
        return line.replaceAll("[\\p{IsControl}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]", "\uFFFD");
    }

    /**
     * Finds out which host this is.
     *
     * @param listener the listener of the run, behind which the host's own listener is
     * @return the host
     */
    static Host of(EngineExecutionListener listener) {
        return SurefireHost.find(listener).orElseGet(PlainHost::new);
    }
}
