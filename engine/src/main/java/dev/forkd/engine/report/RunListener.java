package dev.forkd.engine.report;

import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;

/**
 * Is told what happens in the sandboxes while it happens, by the threads that drive them. What it makes of that changes
 * no result: results come from the ledger.
 */
public interface RunListener {

    /**
     * A worker is about to be started in a sandbox that is ready.
     *
     * @param index its slot, which tests see as {@code SANDBOX_INDEX}
     * @param sandbox the sandbox's id
     */
    void sandboxReady(int index, String sandbox);

    /**
     * The tests of a unit run apart.
     *
     * @param unit its id
     * @param parts in how many parts
     */
    default void divided(String unit, int parts) {}

    /**
     * A worker told of a node of the unit that it runs.
     *
     * @param index its slot
     * @param sandbox the sandbox's id
     * @param unit the unit's id
     * @param micros when it happened, on this machine's clock that never jumps
     * @param event what happened
     */
    void heard(int index, String sandbox, String unit, long micros, NodeEvent event);

    /**
     * A worker is lost, and its sandbox with it.
     *
     * @param index its slot
     * @param sandbox the sandbox's id
     * @param why what is known of the reason
     */
    void workerLost(int index, String sandbox, String why);

    /**
     * A worker has ended because there is nothing left to do, or stays for a later run.
     *
     * @param index its slot
     * @param sandbox the sandbox's id
     */
    void workerEnded(int index, String sandbox);
}
