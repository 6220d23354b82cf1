package dev.forkd.schedule;

/**
 * An expensive set-up that several tasks share, such as an application context.
 *
 * @param key equal for all tasks that share the set-up
 * @param cost what the set-up costs a worker that has not done it yet, in the same measure as the tasks' costs; 0 if
 *     nothing is shared
 */
public record Affinity(String key, long cost) {
    /** For tasks that share no set-up. */
    public static final Affinity NONE = new Affinity("", 0);
}
