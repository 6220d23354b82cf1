package dev.forkd.schedule;

/** What is scheduled, a test class or a file. */
public interface Task {
    /**
     * Names it.
     *
     * @return a name that no other task has
     */
    String id();

    /**
     * How long it takes.
     *
     * @return an estimate, in a measure that all tasks share, at least 1
     */
    long cost();

    /**
     * Whether a worker that has planned it can still leave it to another one.
     *
     * @return false if it runs whatever it has planned
     */
    default boolean passable() {
        return true;
    }

    /**
     * The expensive set-up that it shares with others: a worker that has run one of them has it already.
     *
     * @return what it shares
     */
    default Affinity affinity() {
        return Affinity.NONE;
    }
}
