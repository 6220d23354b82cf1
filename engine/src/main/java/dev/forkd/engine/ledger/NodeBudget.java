package dev.forkd.engine.ledger;

/**
 * How much workers may tell that stays in the memory of this JVM: the Launcher, reports and we keep every dynamic node
 * and every failure until the end of the run, and a worker can make up any number. One worker may have three times what
 * it leaves to all others. Thread-safe.
 */
public final class NodeBudget {

    /**
     * What a node takes in addition to its event: our descriptor, that of the Launcher, and entries of maps. An
     * invocation of a parameterized test has an event of some 500 characters.
     */
    private static final long NODE_BYTES = 800;

    private static final long MAX_OF_WHAT_IS_LEFT = 3;

    private final long bytes;
    private long used;

    /**
     * Makes a budget of which nothing is used.
     *
     * @param bytes how much memory nodes may take
     */
    NodeBudget(long bytes) {
        this.bytes = bytes;
    }

    /** Leaves a quarter of this JVM's memory to everything else. */
    static NodeBudget ofThisJvm() {
        return new NodeBudget(Runtime.getRuntime().maxMemory() / 4 * 3);
    }

    /**
     * Opens the share of one worker.
     *
     * @return a share of which nothing is used
     */
    public Share open() {
        return new Share();
    }

    private synchronized boolean use(long more, long worker) {
        boolean fits = worker + more <= MAX_OF_WHAT_IS_LEFT * (bytes - used - more);
        if (fits) {
            used += more;
        }
        return fits;
    }

    /** What one worker uses. Not thread-safe. */
    public final class Share {

        private long count;
        private long taken;

        private Share() {}

        /**
         * Counts a node, or its end if that has much to tell.
         *
         * @param chars the length of its texts together
         * @return {@code false} if the worker has more than is left, so that nothing of it must be kept
         */
        public boolean take(int chars) {
            long more = NODE_BYTES + chars;
            boolean fits = use(more, taken);
            if (fits) {
                count++;
                taken += more;
            }
            return fits;
        }

        /**
         * Returns how many nodes and ends were counted.
         *
         * @return their number
         */
        public long count() {
            return count;
        }
    }
}
