package dev.forkd.action.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of one sandbox.
 *
 * @param index its number, from 0
 * @param id its id at the controller
 * @param exitCode of the command; 124 after its time was up, 128 + n after signal n, -1 when nobody knows
 * @param start how long after the first sandbox it started
 * @param duration how long it was busy
 * @param end how it ended
 * @param signal what killed it
 * @param error why the exit code is not known
 * @param stdout what it printed
 * @param stderr what it printed there
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
     * Tells whether it counts as failed.
     *
     * @return {@code true} unless the exit code is 0
     */
    public boolean failed() {
        return exitCode != 0;
    }

    /**
     * Tells whether a command had no time left.
     *
     * @return {@code true} if so
     */
    public boolean timedOut() {
        return end == ShardEnd.TIMED_OUT;
    }

    /**
     * Tells what happened, for people.
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
     * How many ended in one way.
     *
     * @param status how
     * @param number how many
     */
    public record Count(String status, long number) {}

    /**
     * Counts what did not pass.
     *
     * @param results of a run
     * @return for each way how many, in the order in which the ways first occur
     */
    public static List<Count> failures(List<ShardResult> results) {
        Map<String, Long> counts = new LinkedHashMap<>();
        results.stream().filter(ShardResult::failed).forEach(result -> counts.merge(result.status(), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(count -> new Count(count.getKey(), count.getValue()))
                .toList();
    }
}
