package dev.forkd.engine.fleet;

import dev.forkd.client.ControllerException;
import dev.forkd.client.Fleet;
import dev.forkd.client.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A fleet whose first sandbox is there, and whose others may still be made while that one is at work. Closing it waits
 * for what is being made; the fleet itself is closed by its owner. Thread-safe.
 */
public final class GrowingFleet implements AutoCloseable {

    /** A create call takes a second or two. One that takes longer is interrupted, so that the run ends in time. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    private final Fleet fleet;
    private final List<Sandbox> present;
    private final int expected;
    private final BlockingQueue<Sandbox> arrived = new LinkedBlockingQueue<>();
    private final @Nullable Thread thread;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closing;

    private GrowingFleet(Fleet fleet, int expected) {
        this.fleet = fleet;
        this.present = fleet.sandboxes();
        this.expected = expected;
        this.thread = expected == 0 ? null : new Thread(this::grow, "forkd-fleet");
    }

    /**
     * Wraps a fleet that has all its sandboxes.
     *
     * @param fleet the fleet
     * @return a fleet that does not grow
     */
    public static GrowingFleet complete(Fleet fleet) {
        return new GrowingFleet(fleet, 0);
    }

    /**
     * Begins to make the other sandboxes of a fleet.
     *
     * @param fleet a fleet that has its first sandbox
     * @param expected how many others it is to have, at least one
     * @return the fleet, which grows by itself
     */
    static GrowingFleet growing(Fleet fleet, int expected) {
        GrowingFleet growing = new GrowingFleet(fleet, expected);
        Thread thread = growing.thread;
        if (thread != null) {
            thread.setDaemon(true);
            thread.start();
        }
        return growing;
    }

    private void grow() {
        RuntimeException last = growOnce();
        if (last instanceof ControllerException && !closing) {
            // Once more, because otherwise one worker would have to do what many should.
            last = growOnce();
        }
        failure = last;
    }

    private @Nullable RuntimeException growOnce() {
        try {
            fleet.others(arrived::add, () -> !closing);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /**
     * Returns the fleet, which has at least one sandbox.
     *
     * @return the fleet
     */
    public Fleet fleet() {
        return fleet;
    }

    /**
     * Returns the sandboxes that were there when this was made.
     *
     * @return sandboxes that have answered, at least one
     */
    public List<Sandbox> present() {
        return present;
    }

    /**
     * Returns how many sandboxes were still to come when this was made.
     *
     * @return a number that does not change
     */
    public int expected() {
        return expected;
    }

    /**
     * Takes a sandbox that has arrived; each is taken once.
     *
     * @param patience how long to wait for one
     * @return a sandbox that answers; null if none has arrived
     * @throws InterruptedException if interrupted
     */
    public @Nullable Sandbox take(Duration patience) throws InterruptedException {
        return arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Tells whether more sandboxes may arrive.
     *
     * @return {@code false} once all have arrived, or the rest cannot be had
     */
    public boolean grows() {
        return thread != null && thread.isAlive();
    }

    /**
     * Returns why sandboxes are missing.
     *
     * @return the reason; null if none is missing so far
     */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    /** Waits until nothing is being made any more, so that the owner of the fleet can delete everything. */
    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        closing = true;
        try {
            TimeUnit.MILLISECONDS.timedJoin(thread, PATIENCE.toMillis());
            thread.interrupt();
            TimeUnit.MILLISECONDS.timedJoin(thread, ENDS_WITHIN.toMillis());
        } catch (InterruptedException e) {
            // The fleet deletes by itself what arrives after it was closed.
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
