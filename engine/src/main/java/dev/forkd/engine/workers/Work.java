package dev.forkd.engine.workers;

import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunListener;
import dev.forkd.schedule.WorkQueue;
import dev.forkd.worker.protocol.ThrowableData;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The work of one fleet.
 *
 * @param queue the units to run
 * @param units the ids of all units of the fleet, including those that workers have taken from the queue
 * @param ledger records which worker has which unit, and how it ended; it may also have the units of other fleets
 * @param parameters JUnit's configuration parameters
 * @param listener is told what happens, for the user's view of the run
 */
public record Work(
        WorkQueue<Unit> queue,
        List<String> units,
        Ledger ledger,
        Map<String, String> parameters,
        RunListener listener) {

    /**
     * Makes the work from units that no worker has taken.
     *
     * @param units the units to run
     * @param workers how many workers will share the work
     * @param ledger records which worker has which unit, and how it ended
     * @param parameters JUnit's configuration parameters
     * @param listener is told what happens, for the user's view of the run
     * @return the work
     */
    public static Work of(
            Collection<Unit> units, int workers, Ledger ledger, Map<String, String> parameters, RunListener listener) {
        return new Work(
                new WorkQueue<>(units, workers), units.stream().map(Unit::id).toList(), ledger, parameters, listener);
    }

    /**
     * Tells whether the work is done.
     *
     * @return {@code true} if every unit has ended
     */
    public boolean complete() {
        return ledger.complete(units);
    }

    /**
     * Records that nothing more of this work will be done.
     *
     * @param reason the failure
     * @param shortReason the reason for the tests that are skipped
     */
    public void fail(ThrowableData reason, String shortReason) {
        queue.clear();
        ledger.fail(units, reason, shortReason);
    }
}
