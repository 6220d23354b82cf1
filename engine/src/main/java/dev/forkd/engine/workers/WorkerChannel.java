package dev.forkd.engine.workers;

import dev.forkd.client.Poll;
import dev.forkd.engine.report.FrozenTest;
import java.time.Duration;

/** The host's view of a started worker. Methods throw the client's exceptions if the worker does not answer. */
interface WorkerChannel {

    /** Returns what is new, after waiting for it at most this long. */
    Poll poll(Duration maxWait);

    /** Tells whether polling costs the sandbox next to nothing. */
    boolean looksAreCheap();

    /** Appends to the worker's stdin. */
    void send(byte[] bytes);

    /**
     * Branches the sandbox, in which a test has failed and stands still. Never fails.
     *
     * @param test the test's id
     * @return what became of it
     */
    FrozenTest freeze(String test);

    /** Collects what the worker's tests have written. Call this when the worker has ended. */
    void collect();
}
