package dev.forkd.engine.run;

import dev.forkd.engine.plan.Unit;
import dev.forkd.schedule.Timings;
import dev.forkd.schedule.UnitTimes;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Map;

/**
 * What a set-up costs that classes share: as much as it took the one that had to do it longer than those that found it
 * done. What each of them does anew, its {@code @BeforeAll} for example, is no reason to keep them together. Immutable.
 */
final class SetUpCosts {

    private static final double MILLIS = 1000;

    /** What is guessed of a context that nobody has measured, in seconds. */
    private static final double UNKNOWN = 1;

    /** Less is not worth an order that is not the longest first. */
    private static final double LEAST = 0.3;

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

    /** In milliseconds. */
    long cost(Unit unit) {
        DoubleSummaryStatistics setUps = measured.get(unit.affinity().key());
        double seconds = setUps != null && setUps.getCount() > 1
                ? setUps.getMax() - setUps.getMin()
                : unit.affinity().cost() > 0 ? UNKNOWN : 0;
        return seconds < LEAST ? 0 : Math.round(seconds * MILLIS);
    }
}
