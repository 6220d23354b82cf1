package dev.forkd.schedule;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The times of test classes or files in earlier runs. Immutable. */
public final class Timings {
    private final NavigableMap<String, UnitTimes> units;

    private Timings(NavigableMap<String, UnitTimes> units) {
        this.units = units;
    }

    /**
     * Returns an object without any times.
     *
     * @return no times
     */
    public static Timings none() {
        return new Timings(new TreeMap<>());
    }

    /**
     * Makes times of units whose single tests are unknown.
     *
     * @param seconds total seconds by unit
     * @return these times
     */
    public static Timings ofWholes(Map<String, Double> seconds) {
        Map<String, UnitTimes> wholes = new TreeMap<>();
        seconds.forEach((name, time) -> {
            if (UnitTimes.isTime(time)) {
                wholes.put(name.replace('\\', '/'), UnitTimes.whole(time));
            }
        });
        return none().blend(wholes);
    }

    /**
     * Adds the measurements of a later run.
     *
     * @param measured times by unit
     * @return the combined times
     */
    public Timings blend(Map<String, UnitTimes> measured) {
        NavigableMap<String, UnitTimes> all = new TreeMap<>(units);
        measured.forEach((unit, times) -> all.merge(unit, times, UnitTimes::blend));
        return new Timings(all);
    }

    /**
     * Adds the tests of one report. If several reports contain different tests of one unit, all of them count. A test
     * that is already known is replaced, because the known time is from another run.
     *
     * @param tests the tests of one report
     * @return the combined times
     */
    public Timings withReport(Collection<TestTime> tests) {
        Map<String, Map<String, Double>> sums = new TreeMap<>();
        for (TestTime test : tests) {
            if (UnitTimes.isTime(test.seconds())) {
                sums.computeIfAbsent(test.unit(), key -> new TreeMap<>())
                        .merge(test.test(), test.seconds(), Double::sum);
            }
        }
        NavigableMap<String, UnitTimes> all = new TreeMap<>(units);
        sums.forEach((unit, times) -> all.merge(unit, new UnitTimes(0, times), UnitTimes::with));
        return new Timings(all);
    }

    /**
     * Returns all known times.
     *
     * @return times by unit
     */
    public Map<String, UnitTimes> units() {
        return Collections.unmodifiableMap(units);
    }

    /**
     * Looks up how long some tests of a unit take together.
     *
     * @param unit a class or file
     * @param tests the names of the tests that will run; an unknown test counts as the median of the known ones
     * @return seconds including the set-up; empty if the unit is unknown
     */
    public OptionalDouble seconds(String unit, Collection<String> tests) {
        UnitTimes known = units.get(unit);
        if (known == null) {
            return OptionalDouble.empty();
        }
        if (known.tests().isEmpty()) {
            return OptionalDouble.of(known.total());
        }
        return OptionalDouble.of(known.setUp() + sum(known.of(tests)));
    }

    /**
     * Looks up items: by their own names, or those of their tests or classes. If a class name matches several items,
     * because two directories contain files of the same name, its time is divided among them.
     *
     * @param items files, classes or tests
     * @return seconds of the items that are known
     */
    public Map<String, Double> of(List<String> items) {
        Map<String, Double> known = new TreeMap<>();
        Map<String, Map<String, Double>> guesses = new TreeMap<>();
        Map<String, Integer> claims = new HashMap<>();
        for (String item : items) {
            Map<String, Double> own = own(item);
            if (!own.isEmpty()) {
                known.put(item, sum(own));
                continue;
            }
            Map<String, Double> guess = ofClass(item);
            if (!guess.isEmpty()) {
                guesses.put(item, guess);
                guess.keySet().forEach(name -> claims.merge(name, 1, Integer::sum));
            }
        }
        guesses.forEach((item, guess) -> {
            guess.replaceAll((name, time) -> time / claims.getOrDefault(name, 1));
            known.put(item, sum(guess));
        });
        return known;
    }

    private Map<String, Double> own(String item) {
        UnitTimes exact = units.get(item);
        if (exact != null) {
            return Map.of(item, exact.total());
        }
        Map<String, Double> parts = new TreeMap<>();
        parts.putAll(startingWith(item + "::"));
        parts.putAll(startingWith(item + "#"));
        return parts;
    }

    /**
     * Finds the times of an item's class: src/test/java/a/BTest.java is class a.BTest, and a package has the times of
     * its classes. The longest matching end of the path is used.
     */
    private Map<String, Double> ofClass(String item) {
        String name = item.replaceFirst("\\.\\w{1,5}$", "").replace('/', '.');
        boolean whole = true;
        // A single word, without any package, is too ambiguous, unless it is the whole item.
        while (whole || name.indexOf('.') >= 0) {
            Map<String, Double> parts = new TreeMap<>();
            UnitTimes known = units.get(name);
            if (known != null) {
                parts.put(name, known.total());
            }
            parts.putAll(startingWith(name + "."));
            parts.putAll(startingWith(name + "$"));
            if (!parts.isEmpty() || name.indexOf('.') < 0) {
                return parts;
            }
            name = name.substring(name.indexOf('.') + 1);
            whole = false;
        }
        return Map.of();
    }

    private static double sum(Map<String, Double> times) {
        return times.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private Map<String, Double> startingWith(String prefix) {
        Map<String, Double> found = new TreeMap<>();
        units.subMap(prefix, prefix + Character.MAX_VALUE).forEach((name, times) -> found.put(name, times.total()));
        return found;
    }
}
