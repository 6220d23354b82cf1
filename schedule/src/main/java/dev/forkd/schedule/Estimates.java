package dev.forkd.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Guesses how long units take of which nothing is known: as long as the middle one of their package or directory, or
 * of those around it, or of all. Immutable.
 */
public final class Estimates {
    /** What a unit counts as when nothing is known of any. */
    private static final double UNKNOWN = 1;

    /** Units that take no time at all would all go to one worker. */
    private static final double SHORTEST = 0.001;

    private final Map<String, List<Double>> byPackage = new HashMap<>();

    /**
     * Learns from the units that are known.
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
     * Guesses.
     *
     * @param unit one of which nothing is known
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
     * Looks all up and guesses what is unknown.
     *
     * @param items files, classes or tests
     * @param timings of earlier runs
     * @return seconds for each
     */
    public static Map<String, Double> of(List<String> items, Timings timings) {
        Map<String, Double> known = timings.of(items);
        Estimates estimates = new Estimates(known);
        Map<String, Double> all = new TreeMap<>();
        for (String item : items) {
            Double seconds = known.get(item);
            all.put(item, Math.max(SHORTEST, seconds == null ? estimates.guess(item) : seconds));
        }
        return all;
    }

    /** The package of a class, the directory of a file, and what is around these. */
    private static String around(String name) {
        int slash = name.lastIndexOf('/');
        int end = slash >= 0 ? slash : name.lastIndexOf('.');
        return end < 0 ? "" : name.substring(0, end);
    }
}
