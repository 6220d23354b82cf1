package dev.forkd.engine.workers;

import java.util.concurrent.atomic.AtomicInteger;

/** How many failed tests of a run may still be frozen. Thread-safe. */
public final class Freezes {

    private final AtomicInteger left;

    /**
     * Makes the number of a run.
     *
     * @param most how many tests may be frozen
     */
    public Freezes(int most) {
        this.left = new AtomicInteger(most);
    }

    int left() {
        return left.get();
    }

    /** Takes one, if there is one left. */
    boolean take() {
        return left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
    }
}
