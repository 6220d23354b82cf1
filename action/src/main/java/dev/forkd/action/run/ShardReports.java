package dev.forkd.action.run;

import dev.forkd.client.Sandbox;

/** Fetches files that are to be kept from a sandbox before it is deleted. Thread-safe. */
public interface ShardReports {
    /**
     * Fetches the files. Files that cannot be fetched are skipped.
     *
     * @param index number of the sandbox
     * @param sandbox the sandbox
     * @param directory the directory that the commands were told to write to
     */
    void collect(int index, Sandbox sandbox, String directory);
}
