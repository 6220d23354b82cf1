package dev.forkd.schedule;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The times of one unit: a test class or a file.
 *
 * @param setUp seconds that belong to no single test
 * @param tests seconds by test; empty if only the total is known
 */
public record UnitTimes(double setUp, Map<String, Double> tests) {
    private static final double MAX_SECONDS = 1e9;

    /**
     * Copies the map, and drops values that are not valid times.
     *
     * @param setUp seconds that belong to no single test
     * @param tests seconds by test
     */
    public UnitTimes {
        setUp = isTime(setUp) ? setUp : 0;
        Map<String, Double> valid = new TreeMap<>();
        tests.forEach((name, time) -> {
            if (isTime(time)) {
                valid.put(name, time);
            }
        });
        tests = Collections.unmodifiableMap(valid);
    }

    static boolean isTime(double seconds) {
        return seconds >= 0 && seconds < MAX_SECONDS;
    }

    /**
     * Makes the times of a unit whose single tests are unknown.
     *
     * @param seconds the unit's total time
     * @return the times
     */
    public static UnitTimes whole(double seconds) {
        return new UnitTimes(seconds, Map.of());
    }

    /**
     * Returns the total time.
     *
     * @return seconds of the whole unit
     */
    public double total() {
        return setUp + tests.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * Looks up how long some tests take.
     *
     * @param some names of tests
     * @return seconds by test; an unknown test counts as the median of the known ones
     */
    public Map<String, Double> of(Collection<String> some) {
        double median = Median.of(tests.values());
        Map<String, Double> times = new TreeMap<>();
        some.forEach(test -> times.put(test, tests.getOrDefault(test, median)));
        return times;
    }

    /**
     * Adds the times of a later run. A test that did not run again keeps its time, so a run of a single test does not
     * make the class look short. A test known to both gets the mean, so a single slow run does not change the plan too
     * much.
     *
     * @param later times of a later run
     * @return the combined times
     */
    public UnitTimes blend(UnitTimes later) {
        Map<String, Double> all = new TreeMap<>(tests);
        later.tests.forEach((name, time) -> all.merge(name, time, (known, measured) -> (known + measured) / 2));
        // So far only the total was known, as set-up. Now that the times of single tests are known, that total would
        // count them twice.
        boolean parted = tests.isEmpty() && !later.tests.isEmpty();
        return new UnitTimes(parted ? later.setUp : (setUp + later.setUp) / 2, all);
    }

    /** Adds another report of the same unit; its tests replace those that are known. */
    UnitTimes with(UnitTimes other) {
        Map<String, Double> all = new TreeMap<>(tests);
        all.putAll(other.tests);
        return new UnitTimes(Math.max(setUp, other.setUp), all);
    }
}
