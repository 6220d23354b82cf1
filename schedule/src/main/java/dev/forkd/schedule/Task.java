package dev.forkd.schedule;

/** A piece of work that is scheduled as a whole, such as a test class or a file. */
public interface Task {
    /**
     * Returns the task's name.
     *
     * @return a name that no other task has
     */
    String id();

    /**
     * Returns the expected cost.
     *
     * @return an estimate of at least 1, in a measure that all tasks share
     */
    long cost();

    /**
     * Tells whether a worker that has planned this task can still leave it to another worker.
     *
     * @return {@code false} if a worker runs every such task that it has planned
     */
    default boolean passable() {
        return true;
    }

    /**
     * Returns the expensive set-up that this task shares with others. A worker that has run one of these tasks does not
     * need it again.
     *
     * @return the shared set-up
     */
    default Affinity affinity() {
        return Affinity.NONE;
    }
}
