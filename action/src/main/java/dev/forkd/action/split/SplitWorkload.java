package dev.forkd.action.split;

import dev.forkd.action.run.Job;
import dev.forkd.action.run.Workload;
import dev.forkd.schedule.Schedule;
import dev.forkd.schedule.Task;
import dev.forkd.schedule.WorkQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands out files: either each sandbox gets its part at once or, as a queue, the next file goes to the sandbox that is
 * free. Each file is handed out once. Thread-safe.
 */
public final class SplitWorkload implements Workload {
    private static final double MICROS = 1e6;

    private final Framework framework;
    private final int n;
    private final List<Deque<List<String>>> own = new ArrayList<>();
    private final WorkQueue<Item> shared;
    private final Map<String, Double> measured = new LinkedHashMap<>();
    private final List<List<String>> done = new ArrayList<>();
    private final boolean queue;
    private int jobs;

    private record Item(String id, long cost) implements Task {}

    private SplitWorkload(Framework framework, int n, boolean queue, List<Item> shared) {
        this.framework = framework;
        this.queue = queue;
        this.shared = WorkQueue.longestFirst(shared, n);
        this.n = n;
        for (int i = 0; i < n; i++) {
            own.add(new ArrayDeque<>());
            done.add(new ArrayList<>());
        }
    }

    /**
     * Makes a workload that gives each sandbox its part in one job.
     *
     * @param plan the parts; for an empty part nothing runs
     * @param framework the framework whose variables are set
     * @return the workload
     */
    public static SplitWorkload planned(Schedule plan, Framework framework) {
        var workload = new SplitWorkload(framework, plan.parts().size(), false, List.of());
        for (int i = 0; i < plan.parts().size(); i++) {
            if (!plan.parts().get(i).isEmpty()) {
                workload.own.get(i).add(plan.parts().get(i));
            }
        }
        return workload;
    }

    /**
     * Makes a workload that gives each sandbox one job without files, because the framework divides its tests itself.
     *
     * @param n how many sandboxes
     * @param framework the framework whose variables are set
     * @return the workload
     */
    public static SplitWorkload byFramework(int n, Framework framework) {
        var workload = new SplitWorkload(framework, n, false, List.of());
        workload.own.forEach(jobs -> jobs.add(List.of()));
        return workload;
    }

    /**
     * Makes a workload that gives one file at a time to a sandbox that is free.
     *
     * @param items all items
     * @param seconds expected seconds for each item; the longest are handed out first
     * @param n how many sandboxes
     * @return the workload
     */
    public static SplitWorkload queue(List<String> items, Map<String, Double> seconds, int n) {
        return new SplitWorkload(
                Framework.NONE,
                n,
                true,
                items.stream()
                        .map(item -> new Item(item, Math.round(seconds.getOrDefault(item, 0.0) * MICROS)))
                        .toList());
    }

    /**
     * Tells whether this is a queue.
     *
     * @return whether items are handed out one at a time
     */
    public boolean queue() {
        return queue;
    }

    @Override
    public synchronized Optional<Job> next(int index) {
        List<String> files = own.get(index).poll();
        if (files == null) {
            files = shared.poll().map(item -> List.of(item.id())).orElse(null);
        }
        if (files == null) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>(framework.variables(index, n));
        variables.put("FORKD_JOB", Integer.toString(jobs++));
        if (files.size() == 1) {
            variables.put("FORKD_FILE", files.get(0));
        }
        return Optional.of(new Job(files.size() == 1 ? files.get(0) : "", variables, files));
    }

    @Override
    public synchronized void ended(int index, Job job, int exitCode, Duration duration) {
        done.get(index).addAll(job.files());
        if (job.files().size() == 1) {
            measured.put(job.files().get(0), duration.toMillis() / 1000.0);
        }
    }

    /**
     * Returns how long single files took.
     *
     * @return seconds by file, from jobs with a single file
     */
    public synchronized Map<String, Double> measured() {
        return new LinkedHashMap<>(measured);
    }

    /**
     * Returns what each sandbox has run.
     *
     * @return files by number of the sandbox
     */
    public synchronized List<List<String>> done() {
        return done.stream().map(List::copyOf).toList();
    }
}
