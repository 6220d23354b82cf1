package dev.forkd.engine.place;

/** How many bytes all sandboxes of a run together may bring home, so that they cannot fill the disk. Thread-safe. */
final class OutputBudget {

    private static final long BYTES_OF_A_RUN = 4L << 30;

    private final long most;
    private long left;
    private boolean told;

    OutputBudget(long most) {
        this.most = most;
        this.left = most;
    }

    static OutputBudget ofARun() {
        return new OutputBudget(BYTES_OF_A_RUN);
    }

    long most() {
        return most;
    }

    /** Takes a number of bytes from the budget, if there are so many left. */
    synchronized boolean take(long bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** Returns {@code true} the first time only: that the budget is used up is said once. */
    synchronized boolean tellsNow() {
        boolean now = !told;
        told = true;
        return now;
    }
}
