package dev.forkd.action.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result of one sandbox.
 *
 * @param index the sandbox's number, from 0
 * @param id the id at the controller
 * @param exitCode exit code of the command; 124 after a timeout, 128 + n after signal n, -1 if unknown
 * @param start time from the beginning of the run to the sandbox's start
 * @param duration how long the sandbox was busy
 * @param end how it ended
 * @param signal the signal that killed the command
 * @param error why the exit code is unknown
 * @param stdout the recorded output
 * @param stderr the recorded error output
 */
public record ShardResult(
        int index,
        String id,
        int exitCode,
        Duration start,
        Duration duration,
        ShardEnd end,
        OptionalInt signal,
        Optional<String> error,
        Recording stdout,
        Recording stderr) {
    /**
     * Tells whether the sandbox counts as failed.
     *
     * @return {@code true} unless the exit code is 0
     */
    public boolean failed() {
        return exitCode != 0;
    }

    /**
     * Tells whether a command exceeded its time limit.
     *
     * @return {@code true} if one did
     */
    public boolean timedOut() {
        return end == ShardEnd.TIMED_OUT;
    }

    /**
     * Describes how it ended.
     *
     * @return part of a sentence
     */
    public String status() {
        if (end != ShardEnd.ENDED) {
            return end.words();
        } else if (signal.isPresent()) {
            return "killed by signal " + signal.getAsInt();
        }
        return exitCode == 0 ? "passed" : "failed";
    }

    /**
     * How many sandboxes ended in a certain way.
     *
     * @param status the way
     * @param number how many
     */
    public record Count(String status, long number) {}

    /**
     * Counts the sandboxes that failed, by the way they ended.
     *
     * @param results results of a run
     * @return a count for each way, in the order in which they first occur
     */
    public static List<Count> failures(List<ShardResult> results) {
        Map<String, Long> counts = new LinkedHashMap<>();
        results.stream().filter(ShardResult::failed).forEach(result -> counts.merge(result.status(), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(count -> new Count(count.getKey(), count.getValue()))
                .toList();
    }
}
