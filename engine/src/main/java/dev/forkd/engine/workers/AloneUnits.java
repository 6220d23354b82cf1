package dev.forkd.engine.workers;

import dev.forkd.engine.plan.Unit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The units that run alone: while one of them does, there is no other sandbox that could hold a port, not even one whose
 * worker is idle or has ended. So they come last. Thread-safe.
 */
final class AloneUnits {

    private final Deque<Unit> waiting = new ArrayDeque<>();
    private final Set<String> nodes = new HashSet<>();
    private int present;

    synchronized void add(Unit unit) {
        nodes.add(unit.node());
        waiting.add(unit);
    }

    synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Tells whether a unit, what is left of it, or another attempt to run it, is one of these, waiting or not. */
    synchronized boolean includes(Unit unit) {
        return nodes.contains(unit.node());
    }

    /** Notes that there is one more sandbox that may hold a port. */
    synchronized void arrive() {
        present++;
    }

    /** Notes that a sandbox that had arrived is gone. */
    synchronized void leave() {
        present--;
    }

    /** Takes a unit for a sandbox that arrives with that; null if none waits, or there still is another sandbox. */
    synchronized @Nullable Unit arriveFor() {
        Unit next = present == 0 ? waiting.poll() : null;
        present += next == null ? 0 : 1;
        return next;
    }

    synchronized void clear() {
        waiting.clear();
    }
}
