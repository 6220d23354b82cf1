package dev.forkd.action.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of one sandbox.
 *
 * @param index its number, from 0
 * @param id its id at the controller
 * @param exitCode of the command; 124 after its time was up, 128 + n after signal n, -1 when nobody knows
 * @param duration how long it was busy
 * @param timedOut whether its time was up
 * @param signal what killed it
 * @param error why the exit code is not known
 * @param stdout what it printed
 * @param stderr what it printed there
 */
public record ShardResult(
        int index,
        String id,
        int exitCode,
        Duration duration,
        boolean timedOut,
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
     * Tells what happened, for people.
     *
     * @return part of a sentence
     */
    public String status() {
        if (error.isPresent()) {
            return "lost";
        } else if (timedOut) {
            return "timed out";
        } else if (signal.isPresent()) {
            return "killed by signal " + signal.getAsInt();
        }
        return exitCode == 0 ? "passed" : "failed";
    }
}
