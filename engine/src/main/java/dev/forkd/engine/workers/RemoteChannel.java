package dev.forkd.engine.workers;

import dev.forkd.client.Poll;
import dev.forkd.client.RemoteProcess;
import dev.forkd.engine.place.Place;
import java.time.Duration;

/**
 * A worker in a sandbox.
 *
 * @param process the worker's process
 * @param place what the worker sees
 */
record RemoteChannel(RemoteProcess process, Place place) implements WorkerChannel {

    @Override
    public Poll poll(Duration maxWait) {
        return process.poll(maxWait);
    }

    @Override
    public boolean looksAreCheap() {
        return process.looksAreCheap();
    }

    @Override
    public void send(byte[] bytes) {
        process.send(bytes);
    }

    @Override
    public void collect() {
        place.collect();
    }
}
