package dev.forkd.engine.workers;

import dev.forkd.client.Poll;
import java.time.Duration;

/** A worker that was started, as far as the host has to do with it. What it does not answer throws, see the client. */
interface WorkerChannel {

    /** Brings what is new, after waiting for it for at most this long. */
    Poll poll(Duration maxWait);

    /** Whether a look costs the sandbox next to nothing. */
    boolean looksAreCheap();

    /** Appends to what it reads. */
    void send(byte[] bytes);

    /** Takes what its tests have written, when it has ended. */
    void collect();
}
