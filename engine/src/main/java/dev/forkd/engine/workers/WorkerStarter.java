package dev.forkd.engine.workers;

import dev.forkd.client.Sandbox;

/** Starts the workers of a pool. */
interface WorkerStarter {

    /**
     * Starts one.
     *
     * @param sandbox where
     * @param index its slot
     * @param count how many slots there are
     */
    WorkerChannel start(Sandbox sandbox, int index, int count);
}
