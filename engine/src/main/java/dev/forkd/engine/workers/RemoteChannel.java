package dev.forkd.engine.workers;

import dev.forkd.client.Poll;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.frozen.Freezer;
import dev.forkd.engine.place.Place;
import dev.forkd.engine.report.FrozenTest;
import java.time.Duration;

/**
 * A worker in a sandbox.
 *
 * @param process the worker's process
 * @param place what the worker sees
 * @param sandbox the sandbox
 * @param freezer branches the sandbox when a test has failed
 */
record RemoteChannel(RemoteProcess process, Place place, Sandbox sandbox, Freezer freezer) implements WorkerChannel {

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
    public FrozenTest freeze(String test) {
        return freezer.freeze(sandbox, process, place, test);
    }

    @Override
    public void collect() {
        place.collect();
    }
}
