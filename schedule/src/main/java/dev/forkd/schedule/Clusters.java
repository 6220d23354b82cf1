package dev.forkd.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Assigns tasks that share an expensive set-up to workers. All such tasks go to one worker, so that the set-up is done
 * once; if they are more than a fair share of all the work, they are split among several workers, each of which does
 * the set-up. If no set-up is shared, nothing is assigned. Immutable.
 */
final class Clusters {
    private static final int NOT_OWN = Integer.MAX_VALUE;

    private record Seat(int worker, int position) {}

    private final Map<String, Seat> seats = new HashMap<>();
    private final Set<String> sharing = new HashSet<>();

    /**
     * Assigns the tasks.
     *
     * @param tasks all tasks, the longest first
     * @param workers how many workers there are
     */
    Clusters(Collection<? extends Task> tasks, int workers) {
        Map<String, List<Task>> byKey = new LinkedHashMap<>();
        for (Task task : tasks) {
            if (task.passable() && task.affinity().cost() > 0) {
                byKey.computeIfAbsent(task.affinity().key(), key -> new ArrayList<>())
                        .add(task);
            }
        }
        byKey.values().removeIf(together -> together.size() < 2);
        byKey.values().forEach(together -> together.forEach(task -> sharing.add(task.id())));
        if (!byKey.isEmpty()) {
            seat(parts(tasks, byKey, workers), workers);
        }
    }

    /** The groups of tasks that stay together, and every other task as a group of its own. */
    private static List<List<Task>> parts(
            Collection<? extends Task> tasks, Map<String, List<Task>> byKey, int workers) {
        long total = tasks.stream().mapToLong(Task::cost).sum()
                + byKey.values().stream().mapToLong(Clusters::setUp).sum();
        List<List<Task>> parts = new ArrayList<>();
        byKey.values().forEach(together -> parts.addAll(split(together, total / workers, workers)));
        Set<Task> clustered = new HashSet<>();
        byKey.values().forEach(clustered::addAll);
        tasks.stream().filter(task -> !clustered.contains(task)).forEach(task -> parts.add(List.of(task)));
        parts.sort(Comparator.comparingLong(Clusters::cost).reversed());
        return parts;
    }

    private void seat(List<List<Task>> parts, int workers) {
        long[] loads = new long[workers];
        for (List<Task> part : parts) {
            int lightest = LoadBalance.lightest(loads);
            loads[lightest] += cost(part);
            part.forEach(task -> seats.put(task.id(), new Seat(lightest, seats.size())));
        }
    }

    /**
     * Splits a group into as few parts as possible, so that each fits into a fair share. There are never so many parts
     * that their set-ups cost more than the tasks.
     */
    private static List<List<Task>> split(List<Task> together, long share, int workers) {
        long setUp = setUp(together);
        long work = cost(together) - setUp;
        long room = Math.max(share - setUp, setUp);
        int n = (int) Math.min(Math.min(workers, together.size()), Math.max(1, (work + room - 1) / room));
        List<List<Task>> parts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            parts.add(new ArrayList<>());
        }
        long[] loads = new long[n];
        for (Task task : together) {
            int lightest = LoadBalance.lightest(loads);
            loads[lightest] += task.cost();
            parts.get(lightest).add(task);
        }
        return parts;
    }

    private static long setUp(List<Task> together) {
        return together.size() < 2
                ? 0
                : together.stream()
                        .mapToLong(task -> task.affinity().cost())
                        .max()
                        .orElse(0);
    }

    private static long cost(List<Task> together) {
        return setUp(together) + together.stream().mapToLong(Task::cost).sum();
    }

    /**
     * Returns the worker that should run a task.
     *
     * @return the worker's number; empty if any worker will do
     */
    OptionalInt workerOf(Task task) {
        Seat seat = seats.get(task.id());
        return seat == null ? OptionalInt.empty() : OptionalInt.of(seat.worker());
    }

    /** Tells whether others have the same expensive set-up. */
    boolean sharesSetUp(Task task) {
        return sharing.contains(task.id());
    }

    /**
     * The position of a task in the plan of a worker. The worker's own tasks come first, grouped by set-up. Tasks
     * assigned to other workers, and tasks added later, come after them.
     *
     * @return the position; the same for all tasks that are not the worker's own
     */
    int position(Task task, int worker) {
        Seat seat = seats.get(task.id());
        return seat != null && seat.worker() == worker ? seat.position() : NOT_OWN;
    }
}
