package dev.forkd.engine.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Hands units out, longest first but for the one that is reported first, to whichever worker asks. Each answer is a
 * batch of about half of a fair share of what is left: large at first, so that a worker seldom waits for its next
 * command and set-up that several classes share is paid once, and small at the end, so that all workers end
 * together. Thread-safe.
 */
public final class WorkQueue {

    /** Waiting units per worker down to which batches are taken ahead. */
    private static final int AHEAD_WHILE = 2;

    private final int workers;
    private final Queue<Unit> waiting;
    private final Set<String> alone = new HashSet<>();
    private long waitingCost;

    /**
     * Makes a queue.
     *
     * @param units the units to run; the first of them is reported first, so it is also run first
     * @param workers how many workers will ask
     */
    public WorkQueue(Collection<Unit> units, int workers) {
        this.workers = workers;
        String first = units.stream().findFirst().map(Unit::id).orElse("");
        waiting = new PriorityQueue<>(
                Comparator.comparing((Unit unit) -> !unit.id().equals(first))
                        .thenComparing(Comparator.comparingLong(Unit::cost).reversed())
                        .thenComparing(Unit::id));
        units.forEach(this::add);
    }

    /**
     * Puts a unit (back) into the queue.
     *
     * @param unit the unit
     */
    public synchronized void add(Unit unit) {
        waiting.add(unit);
        waitingCost += unit.cost();
    }

    /**
     * Puts a unit back that is to be run in a batch of its own, because it may have ended a worker.
     *
     * @param unit the unit
     */
    public synchronized void addAlone(Unit unit) {
        alone.add(unit.id());
        add(unit);
    }

    /**
     * Tells whether a unit was put back to be run in a batch of its own.
     *
     * @param unit the unit
     * @return true after {@link #addAlone}
     */
    public synchronized boolean isAlone(Unit unit) {
        return alone.contains(unit.id());
    }

    /**
     * Takes a batch ahead of one that is running, as long as there is plenty: what one worker holds ahead no
     * other can run, so towards the end each takes only what it can start.
     *
     * @return units to run, longest first; empty when too few wait
     */
    public synchronized List<Unit> takeAhead() {
        return waiting.size() < AHEAD_WHILE * workers ? List.of() : take();
    }

    /**
     * Takes the next batch for a worker that has none.
     *
     * @return units to run, longest first; empty when none waits
     */
    public synchronized List<Unit> take() {
        long share = waitingCost / (2L * workers);
        List<Unit> batch = new ArrayList<>();
        long cost = 0;
        while (!waiting.isEmpty()
                && (batch.isEmpty()
                        || (cost + waiting.element().cost() <= share
                                && !alone.contains(waiting.element().id())))) {
            Unit unit = waiting.remove();
            waitingCost -= unit.cost();
            cost += unit.cost();
            batch.add(unit);
            if (alone.contains(unit.id())) {
                break;
            }
        }
        return batch;
    }

    /** Takes everything out: nothing more is to be started. */
    public synchronized void clear() {
        waiting.clear();
        waitingCost = 0;
    }
}
