package dev.forkd.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Estimates how long units take that have not been measured: the median of the measured units in the same package or
 * directory, or else in the nearest enclosing one that has any. Immutable.
 */
public final class Estimates {
    /** The estimate in seconds when no unit at all was measured. */
    private static final double UNKNOWN = 1;

    /** A lower limit in seconds: units that seem to take no time would all go to one worker. */
    private static final double MIN_SECONDS = 0.001;

    private final Map<String, List<Double>> byPackage = new HashMap<>();

    /**
     * Makes estimates from the measured units.
     *
     * @param known seconds by unit
     */
    public Estimates(Map<String, Double> known) {
        known.forEach((unit, seconds) -> {
            for (String above = around(unit); ; above = around(above)) {
                byPackage.computeIfAbsent(above, key -> new ArrayList<>()).add(seconds);
                if (above.isEmpty()) {
                    break;
                }
            }
        });
    }

    /**
     * Estimates a unit.
     *
     * @param unit a unit that was not measured
     * @return seconds
     */
    public double guess(String unit) {
        for (String above = around(unit); ; above = around(above)) {
            List<Double> known = byPackage.get(above);
            if (known != null) {
                return Median.of(known);
            }
            if (above.isEmpty()) {
                return UNKNOWN;
            }
        }
    }

    /**
     * Looks up all items, and estimates those that were not measured.
     *
     * @param items files, classes or tests
     * @param timings times of earlier runs
     * @return seconds for each item
     */
    public static Map<String, Double> of(List<String> items, Timings timings) {
        Map<String, Double> known = timings.of(items);
        Estimates estimates = new Estimates(known);
        Map<String, Double> all = new TreeMap<>();
        for (String item : items) {
            Double seconds = known.get(item);
            all.put(item, Math.max(MIN_SECONDS, seconds == null ? estimates.guess(item) : seconds));
        }
        return all;
    }

    /** The package of a class, or the directory of a file; applied again, the enclosing one. */
    private static String around(String name) {
        int slash = name.lastIndexOf('/');
        int end = slash >= 0 ? slash : name.lastIndexOf('.');
        return end < 0 ? "" : name.substring(0, end);
    }
}
