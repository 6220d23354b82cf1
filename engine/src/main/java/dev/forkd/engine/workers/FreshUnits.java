package dev.forkd.engine.workers;

import dev.forkd.engine.plan.Unit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The units that must run in a sandbox in which nothing else has run. Thread-safe. */
final class FreshUnits {

    private final Deque<Unit> waiting = new ArrayDeque<>();
    private final Set<String> ids = new HashSet<>();

    synchronized void add(Unit unit) {
        ids.add(unit.id());
        waiting.add(unit);
    }

    /** Takes the next unit; null if none is waiting. */
    synchronized @Nullable Unit poll() {
        return waiting.poll();
    }

    synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Tells whether a unit, or what is left of it, is one of these, waiting or not. */
    synchronized boolean includes(Unit unit) {
        return ids.contains(unit.id());
    }

    synchronized void clear() {
        waiting.clear();
    }
}
