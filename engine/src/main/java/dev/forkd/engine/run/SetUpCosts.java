package dev.forkd.engine.run;

import dev.forkd.engine.plan.Unit;
import dev.forkd.schedule.Timings;
import dev.forkd.schedule.UnitTimes;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Map;

/**
 * Estimates the cost of a set-up that classes share: the difference between the class that had to do the set-up and
 * those that found it done. What each class does for itself, for example in {@code @BeforeAll}, is no reason to keep
 * classes together. Immutable.
 */
final class SetUpCosts {

    private static final double MILLIS = 1000;

    /** The estimate for a context that was not measured, in seconds. */
    private static final double UNKNOWN = 1;

    /** Shorter set-ups, in seconds, do not justify deviating from the longest-first order. */
    private static final double MIN_SECONDS = 0.3;

    private final Map<String, DoubleSummaryStatistics> measured = new HashMap<>();

    SetUpCosts(Collection<Unit> units, Map<String, String> names, Timings timings) {
        for (Unit unit : units) {
            UnitTimes times = timings.units().get(names.getOrDefault(unit.id(), unit.id()));
            if (times != null && !unit.affinity().key().isEmpty()) {
                measured.computeIfAbsent(unit.affinity().key(), key -> new DoubleSummaryStatistics())
                        .accept(times.setUp());
            }
        }
    }

    /** Returns the cost in milliseconds. */
    long cost(Unit unit) {
        DoubleSummaryStatistics setUps = measured.get(unit.affinity().key());
        double seconds = setUps != null && setUps.getCount() > 1
                ? setUps.getMax() - setUps.getMin()
                : unit.affinity().cost() > 0 ? UNKNOWN : 0;
        return seconds < MIN_SECONDS ? 0 : Math.round(seconds * MILLIS);
    }
}
