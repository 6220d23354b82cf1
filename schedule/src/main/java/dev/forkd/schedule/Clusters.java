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
 * Says which worker should run the tasks that share an expensive set-up: all of them one worker, so that it is done
 * once. Where they are more than a fair share of all the work, further workers do the set-up too and share them. Says
 * nothing where no set-up is shared. Immutable.
 */
final class Clusters {
    private static final int NOT_OWN = Integer.MAX_VALUE;

    private record Seat(int worker, int position) {}

    private final Map<String, Seat> seats = new HashMap<>();

    /**
     * Divides.
     *
     * @param tasks all, the longest first
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
        if (!byKey.isEmpty()) {
            seat(parts(tasks, byKey, workers), workers);
        }
    }

    /** What stays together, and each of the others by itself. */
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

    /** Into as few parts as fit into a fair share each, and never so many that the set-ups outweigh the work. */
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
     * Says who should run a task.
     *
     * @return the worker's number, if it matters
     */
    OptionalInt workerOf(Task task) {
        Seat seat = seats.get(task.id());
        return seat == null ? OptionalInt.empty() : OptionalInt.of(seat.worker());
    }

    /**
     * Sorts the tasks for a worker: first its own, one set-up after the other. What is others' own, and what came back
     * later, stays behind these.
     *
     * @return a position
     */
    int position(Task task, int worker) {
        Seat seat = seats.get(task.id());
        return seat != null && seat.worker() == worker ? seat.position() : NOT_OWN;
    }
}
