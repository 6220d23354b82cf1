package dev.forkd.action.report;

import java.time.Duration;
import java.util.List;

/**
 * How a build ended.
 *
 * @param command what was run
 * @param code its exit code
 * @param cancelled whether it was ended before its time
 * @param duration how long it took
 * @param said what the engine in it said
 */
public record BuildEnd(String command, int code, boolean cancelled, Duration duration, List<String> said) {
    /**
     * Copies the list.
     *
     * @param command what was run
     * @param code its exit code
     * @param cancelled whether it was ended
     * @param duration how long it took
     * @param said by the engine
     */
    public BuildEnd {
        said = List.copyOf(said);
    }
}
