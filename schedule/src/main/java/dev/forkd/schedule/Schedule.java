package dev.forkd.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A distribution of items over sandboxes, and how long it takes. No distribution can be shorter than the bound. The one
 * made by {@link #longestFirst} is at most 4/3 as long as the best one (Graham 1969). Immutable.
 *
 * @param parts the items of each sandbox, in the order in which they were given
 * @param loads the seconds of each sandbox
 * @param bound the least possible duration in seconds: the mean load, or the longest item if that is more
 */
public record Schedule(List<List<String>> parts, List<Double> loads, double bound) {
    /**
     * Distributes items before anything runs: the longest first, each to the sandbox with the smallest load.
     *
     * @param items the items; each part keeps their order
     * @param seconds expected seconds for each item
     * @param n how many sandboxes
     * @return the distribution
     */
    public static Schedule longestFirst(List<String> items, Map<String, Double> seconds, int n) {
        return simulate(items, queueOrder(items, seconds), seconds, n);
    }

    /**
     * Simulates a queue: the order follows the expected times, the duration the actual ones.
     *
     * @param items all items
     * @param expected expected seconds, which determine the order
     * @param actual actual seconds
     * @param n how many sandboxes
     * @return the resulting distribution
     */
    public static Schedule queue(List<String> items, Map<String, Double> expected, Map<String, Double> actual, int n) {
        return simulate(items, queueOrder(items, expected), actual, n);
    }

    /**
     * Sorts items for a queue.
     *
     * @param items all items
     * @param seconds expected seconds for each item
     * @return the items, longest first; equally long ones keep their order
     */
    public static List<String> queueOrder(List<String> items, Map<String, Double> seconds) {
        return items.stream()
                .sorted(Comparator.comparingDouble((String item) -> -seconds.getOrDefault(item, 0.0)))
                .toList();
    }

    /**
     * Determines how long a given distribution takes.
     *
     * @param parts the items of each sandbox
     * @param seconds seconds of each item
     * @return the distribution with its loads and bound
     */
    public static Schedule of(List<List<String>> parts, Map<String, Double> seconds) {
        double total = 0;
        double longest = 0;
        List<Double> loads = new ArrayList<>();
        for (List<String> part : parts) {
            double load = 0;
            for (String item : part) {
                double time = seconds.getOrDefault(item, 0.0);
                load += time;
                longest = Math.max(longest, time);
            }
            total += load;
            loads.add(load);
        }
        return new Schedule(List.copyOf(parts), List.copyOf(loads), Math.max(total / parts.size(), longest));
    }

    /**
     * Evaluates a run from measurements.
     *
     * @param busy how many seconds each sandbox was busy
     * @param longest seconds of the longest item, as far as it is known
     * @return the loads and the bound, without parts
     */
    public static Schedule measured(List<Double> busy, double longest) {
        double total = busy.stream().mapToDouble(Double::doubleValue).sum();
        return new Schedule(List.of(), List.copyOf(busy), Math.max(total / Math.max(1, busy.size()), longest));
    }

    private static Schedule simulate(List<String> items, List<String> order, Map<String, Double> seconds, int n) {
        double[] loads = new double[n];
        List<List<String>> parts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            parts.add(new ArrayList<>());
        }
        for (String item : order) {
            int free = LoadBalance.lightest(loads);
            loads[free] += seconds.getOrDefault(item, 0.0);
            parts.get(free).add(item);
        }
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            places.putIfAbsent(items.get(i), i);
        }
        parts.forEach(part -> part.sort(Comparator.comparing(item -> places.getOrDefault(item, 0))));
        double total = Arrays.stream(loads).sum();
        double longest = items.stream()
                .mapToDouble(item -> seconds.getOrDefault(item, 0.0))
                .max()
                .orElse(0);
        return new Schedule(
                parts.stream().map(List::copyOf).toList(),
                Arrays.stream(loads).boxed().toList(),
                Math.max(total / n, longest));
    }

    /**
     * Returns the time at which the last sandbox ends.
     *
     * @return seconds
     */
    public double makespan() {
        return loads.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /**
     * Tells how close the distribution is to the best possible one.
     *
     * @return makespan ÷ bound; 1 is perfect
     */
    public double ratio() {
        return bound <= 0 ? 1 : makespan() / bound;
    }

    /**
     * Describes the distribution in words.
     *
     * @return makespan, bound and ratio
     */
    public String words() {
        return String.format(
                Locale.ROOT,
                "the last sandbox ends after %.2f s, at best after %.2f s, ratio %.3f",
                makespan(),
                bound,
                ratio());
    }
}
