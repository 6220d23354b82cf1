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
 * What the workers of one fleet have to do.
 *
 * @param queue the units to run
 * @param units the ids of all of them, whoever has them
 * @param ledger who has which, and how it ended; it may know others', too
 * @param parameters JUnit's configuration parameters
 * @param listener whom to tell what happens, for people to see
 */
public record Work(
        WorkQueue<Unit> queue,
        List<String> units,
        Ledger ledger,
        Map<String, String> parameters,
        RunListener listener) {

    /**
     * Makes it of units that nobody has yet.
     *
     * @param units what is to be done
     * @param workers how many workers there will be
     * @param ledger who has which, and how it ended
     * @param parameters JUnit's configuration parameters
     * @param listener whom to tell what happens
     * @return the work
     */
    public static Work of(
            Collection<Unit> units, int workers, Ledger ledger, Map<String, String> parameters, RunListener listener) {
        return new Work(
                new WorkQueue<>(units, workers), units.stream().map(Unit::id).toList(), ledger, parameters, listener);
    }

    /**
     * Tells whether it is done.
     *
     * @return true when every unit has ended
     */
    public boolean complete() {
        return ledger.complete(units);
    }

    /**
     * Nothing of it will be done any more.
     *
     * @param reason why
     * @param shortReason why, for the tests that are skipped
     */
    public void fail(ThrowableData reason, String shortReason) {
        queue.clear();
        ledger.fail(units, reason, shortReason);
    }
}
