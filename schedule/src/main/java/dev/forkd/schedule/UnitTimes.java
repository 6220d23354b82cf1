package dev.forkd.schedule;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one unit takes, a test class or a file.
 *
 * @param setUp seconds that belong to no single test
 * @param tests seconds by test; empty where only the whole is known
 */
public record UnitTimes(double setUp, Map<String, Double> tests) {
    private static final double MAX_SECONDS = 1e9;

    /**
     * Copies the map and drops what is no time.
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
     * Of a unit whose tests nobody looked at.
     *
     * @param seconds all that it took
     * @return its times
     */
    public static UnitTimes whole(double seconds) {
        return new UnitTimes(seconds, Map.of());
    }

    /**
     * Adds up.
     *
     * @return seconds of the whole unit
     */
    public double total() {
        return setUp + tests.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * What a further run says as well. A test that it did not run keeps its time, so a run of a single test does not
     * make the class look short; what both know is the mean, so one slow run does not turn everything over.
     *
     * @param later a later run
     * @return both
     */
    public UnitTimes blend(UnitTimes later) {
        Map<String, Double> all = new TreeMap<>(tests);
        later.tests.forEach((name, time) -> all.merge(name, time, (known, measured) -> (known + measured) / 2));
        // Once single tests are known, what was known of the whole only is theirs.
        boolean parted = tests.isEmpty() && !later.tests.isEmpty();
        return new UnitTimes(parted ? later.setUp : (setUp + later.setUp) / 2, all);
    }

    /** What a further report of the same run says as well: it replaces what both know. */
    UnitTimes with(UnitTimes other) {
        Map<String, Double> all = new TreeMap<>(tests);
        all.putAll(other.tests);
        return new UnitTimes(Math.max(setUp, other.setUp), all);
    }
}
