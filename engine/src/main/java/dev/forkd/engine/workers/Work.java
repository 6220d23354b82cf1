package dev.forkd.engine.workers;

import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunListener;
import dev.forkd.schedule.WorkQueue;
import dev.forkd.worker.protocol.ThrowableData;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The work of one fleet.
 *
 * @param queue the units to run
 * @param fresh the units that each need a fresh sandbox, because an earlier attempt failed
 * @param alone the units beside which nothing else may run
 * @param units the ids of all units of the fleet, including those that workers have taken from the queue
 * @param ledger records which worker has which unit, and how it ended; it may also have the units of other fleets
 * @param parameters JUnit's configuration parameters
 * @param freezes how many failed tests of the run may be frozen
 * @param listener is told what happens, for the user's view of the run
 */
public record Work(
        WorkQueue<Unit> queue,
        FreshUnits fresh,
        AloneUnits alone,
        List<String> units,
        Ledger ledger,
        Map<String, String> parameters,
        Freezes freezes,
        RunListener listener) {

    /**
     * Makes the work from units that no worker has taken.
     *
     * @param units the units to run
     * @param isAlone which of them run alone, after all others
     * @param workers how many workers will share the work
     * @param ledger records which worker has which unit, and how it ended
     * @param parameters JUnit's configuration parameters
     * @param freezes how many failed tests of the run may be frozen
     * @param listener is told what happens, for the user's view of the run
     * @return the work
     */
    public static Work of(
            Collection<Unit> units,
            Predicate<Unit> isAlone,
            int workers,
            Ledger ledger,
            Map<String, String> parameters,
            Freezes freezes,
            RunListener listener) {
        AloneUnits alone = new AloneUnits();
        units.stream().filter(isAlone).forEach(alone::add);
        return new Work(
                new WorkQueue<>(units.stream().filter(Predicate.not(isAlone)).toList(), workers),
                new FreshUnits(),
                alone,
                units.stream().map(Unit::id).toList(),
                ledger,
                parameters,
                freezes,
                listener);
    }

    /**
     * Adds a further attempt to run a unit.
     *
     * @param unit the unit, with an id of its own
     */
    public void again(Unit unit) {
        listener.retried(unit.node());
        further(unit);
    }

    /**
     * Adds a further attempt to run a unit, beside which nothing else may run.
     *
     * @param unit the unit, with an id of its own
     */
    public void againAlone(Unit unit) {
        listener.retried(unit.node());
        alone.add(unit);
    }

    /**
     * Adds a further run of a unit, which begins as soon as there is a sandbox for it.
     *
     * @param unit the unit, with an id of its own
     */
    public void further(Unit unit) {
        if (alone.includes(unit)) {
            alone.add(unit);
        } else {
            fresh.add(unit);
        }
    }

    /** Puts a unit back that a worker did not end. */
    void giveBack(Unit unit) {
        if (alone.includes(unit)) {
            alone.add(unit);
        } else if (fresh.includes(unit)) {
            fresh.add(unit);
        } else {
            queue.add(unit);
        }
    }

    /** Tells whether a unit is planned alone, so that it must be the cause if a worker ends when it discovers it. */
    boolean isAlone(Unit unit) {
        return alone.includes(unit) || fresh.includes(unit) || queue.isAlone(unit);
    }

    /** Starts nothing more. */
    public void clear() {
        queue.clear();
        fresh.clear();
        alone.clear();
    }

    /** Takes a unit for a worker that is started for it; null if none waits. */
    @Nullable
    Unit takeOne() {
        Unit next = fresh.poll();
        return next == null ? queue.poll().orElse(null) : next;
    }

    /** Tells whether any units wait for a worker. */
    boolean hasWaiting() {
        return queue.hasWaiting() || fresh.hasWaiting();
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
        clear();
        ledger.fail(units, reason, shortReason);
    }
}
