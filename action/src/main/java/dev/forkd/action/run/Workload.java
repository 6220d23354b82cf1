package dev.forkd.action.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who runs what. Thread-safe: each sandbox asks on a thread of its own. */
public interface Workload {
    /**
     * Hands out work.
     *
     * @param index the sandbox that is free
     * @return what it is to run next, or empty when there is nothing left for it
     */
    Optional<Job> next(int index);

    /**
     * Hears that a job has ended.
     *
     * @param index the sandbox
     * @param job what it ran
     * @param exitCode how it ended
     * @param duration how long it took
     */
    void ended(int index, Job job, int exitCode, Duration duration);

    /**
     * The simplest one.
     *
     * @return hands each sandbox the same job once
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
                // Nobody wants to know.
            }
        };
    }
}
