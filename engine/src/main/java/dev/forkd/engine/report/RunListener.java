package dev.forkd.engine.report;

import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;

/**
 * Is told by the workers' threads what happens in the sandboxes. It has no influence on results, which come from the
 * ledger.
 */
public interface RunListener {

    /**
     * Called when a worker is about to be started in a sandbox that is ready.
     *
     * @param index the sandbox's slot, which tests see as {@code SANDBOX_INDEX}
     * @param sandbox the sandbox's id
     */
    void sandboxReady(int index, String sandbox);

    /**
     * Called when a unit is divided, so that its tests run separately.
     *
     * @param unit the unit's id
     * @param parts the number of parts
     */
    default void divided(String unit, int parts) {}

    /**
     * Called when a unit, or a part of one, is to run again after a failure.
     *
     * @param unit the unit's id
     */
    default void retried(String unit) {}

    /**
     * Called when a worker reports an event of the unit that it runs.
     *
     * @param index the sandbox's slot
     * @param sandbox the sandbox's id
     * @param unit the unit's id, which is also given for events of its parts
     * @param micros time of the event on this machine's monotonic clock
     * @param event the event
     */
    void heard(int index, String sandbox, String unit, long micros, NodeEvent event);

    /**
     * Called when a failed test was frozen, or could not be.
     *
     * @param test what became of it
     */
    default void frozen(FrozenTest test) {}

    /**
     * Called when a worker and its sandbox are lost.
     *
     * @param index the sandbox's slot
     * @param sandbox the sandbox's id
     * @param why the reason, as far as it is known
     */
    void workerLost(int index, String sandbox, String why);

    /**
     * Called when a worker has ended because there is nothing left to do, or is kept for a later run.
     *
     * @param index the sandbox's slot
     * @param sandbox the sandbox's id
     */
    void workerEnded(int index, String sandbox);
}
