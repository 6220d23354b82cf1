package dev.forkd.action.report;

import java.time.Duration;
import java.util.List;

/**
 * How a build ended.
 *
 * @param command the lines of the build
 * @param code the exit code
 * @param cancelled whether it was cancelled
 * @param duration how long it took
 * @param said the lines that the engine printed
 */
public record BuildEnd(String command, int code, boolean cancelled, Duration duration, List<String> said) {
    /**
     * Copies the list.
     *
     * @param command the lines of the build
     * @param code the exit code
     * @param cancelled whether it was cancelled
     * @param duration how long it took
     * @param said the lines that the engine printed
     */
    public BuildEnd {
        said = List.copyOf(said);
    }
}
