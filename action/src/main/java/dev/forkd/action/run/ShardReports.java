package dev.forkd.action.run;

import dev.forkd.client.Sandbox;

/** Fetches what a sandbox wants to be kept, before it is deleted. Thread-safe. */
public interface ShardReports {
    /**
     * Fetches it; what cannot be fetched is left.
     *
     * @param index number of the sandbox
     * @param sandbox where it is
     * @param directory where the commands were told to put it
     */
    void collect(int index, Sandbox sandbox, String directory);
}
