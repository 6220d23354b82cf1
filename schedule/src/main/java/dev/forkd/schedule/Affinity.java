package dev.forkd.schedule;

/**
 * A set-up that several tasks share, such as an application context.
 *
 * @param key equal for tasks that share it
 * @param cost what it costs a worker that does not have it, in the measure of the tasks; 0 for nothing
 */
public record Affinity(String key, long cost) {
    /** Shares nothing. */
    public static final Affinity NONE = new Affinity("", 0);
}
