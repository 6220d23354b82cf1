package dev.forkd.action.files;

import java.time.Duration;

/**
 * What is fetched of one sandbox at most, which could otherwise fill this machine's disk or hold up the job.
 *
 * @param files number of files
 * @param bytes size of all files together
 * @param within time for all files together
 */
public record FetchLimits(int files, long bytes, Duration within) {
    /** {@return the limits, for messages} */
    public String sentence() {
        return "At most " + files + " files and " + (bytes >> 20) + " MiB of each sandbox are fetched, within "
                + within.toMinutes() + " minutes";
    }
}
