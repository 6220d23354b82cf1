package dev.forkd.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A way to divide units among workers: our own and those of other tools. */
public enum Strategy {
    /** The n-th unit to worker n mod N, as Gradle's forks and many CI scripts do. */
    ROUND_ROBIN {
        @Override
        Schedule run(List<String> items, Map<String, Double> expected, Map<String, Double> actual, int n) {
            return Schedule.of(distribute(items, n, i -> i % n), actual);
        }
    },
    /** By a hash of the name, as Jest, Vitest and Bazel's JUnit runner do. */
    HASH {
        @Override
        Schedule run(List<String> items, Map<String, Double> expected, Map<String, Double> actual, int n) {
            return Schedule.of(distribute(items, n, i -> Math.floorMod(mixed(items.get(i)), n)), actual);
        }
    },
    /**
     * pytest-split's duration_based_chunks: in the given order, moving on to the next worker when a mean load is
     * reached.
     */
    DURATION_BASED_CHUNKS {
        @Override
        Schedule run(List<String> items, Map<String, Double> expected, Map<String, Double> actual, int n) {
            double mean = items.stream().mapToDouble(expected::get).sum() / n;
            List<List<String>> parts = empty(n);
            double load = 0;
            int worker = 0;
            for (String item : items) {
                if (load >= mean && worker < n - 1) {
                    worker++;
                    load = 0;
                }
                parts.get(worker).add(item);
                load += expected.getOrDefault(item, 0.0);
            }
            return Schedule.of(parts, actual);
        }
    },
    /**
     * pytest-split's least_duration: the longest first, each to the worker with the smallest load. We use the same for
     * distributions made before a run.
     */
    STATIC_LONGEST_FIRST {
        @Override
        Schedule run(List<String> items, Map<String, Double> expected, Map<String, Double> actual, int n) {
            return Schedule.of(Schedule.longestFirst(items, expected, n).parts(), actual);
        }
    },
    /** The longest first, each to the next worker that is free at run time. */
    QUEUE {
        @Override
        Schedule run(List<String> items, Map<String, Double> expected, Map<String, Double> actual, int n) {
            return Schedule.queue(items, expected, actual, n);
        }
    },
    /** The engine's queue with plans, where each worker may discover only some of the units. */
    ENGINE {
        @Override
        Schedule run(List<String> items, Map<String, Double> expected, Map<String, Double> actual, int n) {
            return new Simulator(items, expected, actual, n).run();
        }
    };

    private interface Chooser {
        int workerOf(int index);
    }

    /**
     * Divides the items and determines the duration.
     *
     * @param items the items in their natural order
     * @param expected expected seconds, on which the division is based
     * @param actual actual seconds
     * @param n how many workers
     * @return what each worker ran, and for how long
     */
    abstract Schedule run(List<String> items, Map<String, Double> expected, Map<String, Double> actual, int n);

    /**
     * Returns the name for reports.
     *
     * @return lower case words
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<List<String>> distribute(List<String> items, int n, Chooser chooser) {
        List<List<String>> parts = empty(n);
        for (int i = 0; i < items.size(); i++) {
            parts.get(chooser.workerOf(i)).add(items.get(i));
        }
        return parts;
    }

    private static List<List<String>> empty(int n) {
        List<List<String>> parts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            parts.add(new ArrayList<>());
        }
        return parts;
    }

    /** Spreads the hash codes: the last bits of String's own hash hardly differ for names with the same ending. */
    private static int mixed(String name) {
        int hash = name.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 16;
    }
}
