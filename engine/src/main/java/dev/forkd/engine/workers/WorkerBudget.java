package dev.forkd.engine.workers;

import dev.forkd.engine.host.RunFailedException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts all workers that this JVM has started, and refuses more than a maximum. This ends a recursion even if every
 * other guard against it fails. The count belongs to the process, so it is static.
 */
public final class WorkerBudget {

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final AtomicInteger started;
    private final int most;

    /**
     * Sets the limit.
     *
     * @param most how many workers this JVM may ever start
     */
    public WorkerBudget(int most) {
        this(STARTED, most);
    }

    WorkerBudget(AtomicInteger started, int most) {
        this.started = started;
        this.most = most;
    }

    void take() {
        if (started.incrementAndGet() > most) {
            throw new RunFailedException(
                    "This JVM has already started " + most + " workers, the most that forkd.max-workers allows. Does"
                            + " something end workers again and again?",
                    null);
        }
    }
}
