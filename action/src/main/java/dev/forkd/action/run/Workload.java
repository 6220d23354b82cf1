package dev.forkd.action.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Decides what each sandbox runs. Thread-safe: each sandbox asks on a thread of its own. */
public interface Workload {
    /**
     * Returns the next job for a sandbox.
     *
     * @param index number of a sandbox that is free
     * @return the job, or empty if there is nothing left for this sandbox
     */
    Optional<Job> next(int index);

    /**
     * Tells the workload that a job has ended.
     *
     * @param index number of the sandbox
     * @param job the job
     * @param exitCode the job's exit code
     * @param duration how long the job took
     */
    void ended(int index, Job job, int exitCode, Duration duration);

    /**
     * Makes the simplest workload.
     *
     * @return a workload that hands each sandbox one job without files
     */
    static Workload once() {
        Set<Integer> asked = ConcurrentHashMap.newKeySet();
        return new Workload() {
            @Override
            public Optional<Job> next(int index) {
                return asked.add(index) ? Optional.of(new Job("", Map.of(), java.util.List.of())) : Optional.empty();
            }

            @Override
            public void ended(int index, Job job, int exitCode, Duration duration) {
                // Nothing to record.
            }
        };
    }
}
