package dev.forkd.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who gets what: longest first, each to whoever is free first. No plan can be shorter than the bound; this one is at
 * most 4/3 of the best one (Graham 1969). Immutable.
 *
 * @param parts what each sandbox gets, in the order in which it was given
 * @param loads seconds of each
 * @param bound no plan can end earlier: the mean load, or the longest item
 */
public record Schedule(List<List<String>> parts, List<Double> loads, double bound) {
    /**
     * Plans before anything runs.
     *
     * @param items in an order that each part keeps
     * @param seconds expected for each
     * @param n how many sandboxes
     * @return the plan
     */
    public static Schedule longestFirst(List<String> items, Map<String, Double> seconds, int n) {
        return simulate(items, queueOrder(items, seconds), seconds, n);
    }

    /**
     * Tells what a queue does: order by what was expected, time by what really happens.
     *
     * @param items all
     * @param expected seconds that decide the order
     * @param actual seconds that pass
     * @param n how many sandboxes
     * @return the outcome
     */
    public static Schedule queue(List<String> items, Map<String, Double> expected, Map<String, Double> actual, int n) {
        return simulate(items, queueOrder(items, expected), actual, n);
    }

    /**
     * Sorts for a queue.
     *
     * @param items all
     * @param seconds expected for each
     * @return the longest first; equal ones keep their order
     */
    public static List<String> queueOrder(List<String> items, Map<String, Double> seconds) {
        return items.stream()
                .sorted(Comparator.comparingDouble((String item) -> -seconds.getOrDefault(item, 0.0)))
                .toList();
    }

    /**
     * Tells what becomes of given parts.
     *
     * @param parts what each sandbox gets
     * @param seconds of each item
     * @return the outcome
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
     * Tells how good a run was.
     *
     * @param busy seconds that each sandbox was busy
     * @param longest seconds of the longest item, as far as it is known
     * @return the outcome, without parts
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
     * Tells when the last sandbox ends.
     *
     * @return seconds
     */
    public double makespan() {
        return loads.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /**
     * Tells how good it is.
     *
     * @return makespan ÷ bound, 1 for a perfect one
     */
    public double ratio() {
        return bound <= 0 ? 1 : makespan() / bound;
    }

    /**
     * Says it in words.
     *
     * @return makespan, bound and ratio
     */
    public String words() {
        return String.format(Locale.ROOT, "makespan %.2f s, bound %.2f s, ratio %.3f", makespan(), bound, ratio());
    }
}
