package dev.forkd.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Simulates the engine's scheduling: virtual workers take plans from a real {@link WorkQueue} and claim their units.
 * The time for starting workers and communicating with them is left out.
 */
final class Simulator {
    private static final double MICROS = 1e6;

    private record Item(String id, long cost) implements Task {}

    private final Map<String, Double> actual;
    private final WorkQueue<Item> queue;
    private final List<Deque<Item>> plans = new ArrayList<>();
    private final List<List<String>> ran = new ArrayList<>();

    Simulator(List<String> items, Map<String, Double> expected, Map<String, Double> actual, int n) {
        this.actual = actual;
        this.queue = new WorkQueue<>(
                items.stream()
                        .map(item -> new Item(item, Math.max(1, Math.round(expected.getOrDefault(item, 0.0) * MICROS))))
                        .toList(),
                n);
        for (int i = 0; i < n; i++) {
            plans.add(new ArrayDeque<>());
            ran.add(new ArrayList<>());
        }
    }

    Schedule run() {
        double[] free = new double[plans.size()];
        for (int worker = 0; ; worker = LoadBalance.lightest(free)) {
            Optional<Item> next = next(worker);
            if (next.isEmpty()) {
                return Schedule.of(ran, actual);
            }
            ran.get(worker).add(next.get().id());
            free[worker] += actual.getOrDefault(next.get().id(), 0.0);
        }
    }

    private Optional<Item> next(int worker) {
        Deque<Item> plan = plans.get(worker);
        while (true) {
            for (Item item = plan.poll(); item != null; item = plan.poll()) {
                if (queue.claim(item)) {
                    return Optional.of(item);
                }
            }
            WorkQueue.Assignment<Item> assignment = queue.take();
            if (assignment.units().isEmpty()) {
                return Optional.empty();
            }
            if (assignment.whole()) {
                // A single worker gets its units already claimed; putting them back lets the loop claim them like any
                // others.
                assignment.units().forEach(queue::add);
            }
            plan.addAll(assignment.units());
        }
    }
}
