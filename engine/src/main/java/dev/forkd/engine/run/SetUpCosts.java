package dev.forkd.engine.run;

import dev.forkd.engine.plan.Unit;
import dev.forkd.schedule.Timings;
import dev.forkd.schedule.UnitTimes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

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

    private final Map<String, String> names;
    private final Timings timings;
    /** The measured set-ups of the classes that share one, the longest first. */
    private final Map<String, List<Double>> measured = new HashMap<>();

    SetUpCosts(Collection<Unit> units, Map<String, String> names, Timings timings) {
        this.names = names;
        this.timings = timings;
        for (Unit unit : units) {
            if (!unit.affinity().key().isEmpty()) {
                own(unit).ifPresent(setUp -> measured.computeIfAbsent(
                                unit.affinity().key(), key -> new ArrayList<>())
                        .add(setUp));
            }
        }
        measured.values().forEach(setUps -> setUps.sort(Comparator.reverseOrder()));
    }

    private OptionalDouble own(Unit unit) {
        UnitTimes times = timings.units().get(names.getOrDefault(unit.id(), unit.id()));
        return times == null ? OptionalDouble.empty() : OptionalDouble.of(times.setUp());
    }

    /** Returns the cost in milliseconds. */
    long cost(Unit unit) {
        List<Double> setUps = measured.getOrDefault(unit.affinity().key(), List.of());
        double seconds =
                setUps.size() > 1 ? difference(setUps, 0) : unit.affinity().cost() > 0 ? UNKNOWN : 0;
        return seconds < MIN_SECONDS ? 0 : Math.round(seconds * MILLIS);
    }

    /**
     * Returns how much of the unit's measured time was the shared set-up, in seconds, because it happened to be the one
     * that did it. A class that takes longer than any other class of the same set-up does more than that.
     */
    double includedIn(Unit unit) {
        List<Double> setUps = measured.getOrDefault(unit.affinity().key(), List.of());
        if (cost(unit) == 0 || setUps.size() < 2) {
            return 0;
        }
        double own = own(unit).orElse(0) - setUps.get(setUps.size() - 1);
        double second = difference(setUps, 1);
        return second < MIN_SECONDS ? own : Math.min(own, second);
    }

    private static double difference(List<Double> longestFirst, int place) {
        return longestFirst.get(place) - longestFirst.get(longestFirst.size() - 1);
    }
}
