package dev.forkd.engine.workers;

import dev.forkd.client.Sandbox;

/** Starts the workers of a pool. */
public interface WorkerStarter {

    /**
     * Starts a worker.
     *
     * @param sandbox the sandbox to start it in
     * @param index its slot
     * @param count how many slots there are
     * @return the channel to the worker
     */
    WorkerChannel start(Sandbox sandbox, int index, int count);
}
