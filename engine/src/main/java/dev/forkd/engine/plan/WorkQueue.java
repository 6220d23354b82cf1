package dev.forkd.engine.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which worker runs which unit: each is taken exactly once, the longest first but for the one that is reported
 * first. A worker takes a plan, and of a plan that others have too it claims one unit after the other, so that all
 * workers end together. Thread-safe.
 */
public final class WorkQueue {

    /** Discovering a few units too many costs nothing; discovering all of many in each worker does. */
    static final int MOST_PLANNED_BY_ALL = 200;

    /** Of so many units, this part of the cost is dealt out to single workers and the rest balances. */
    private static final double DEALT = 0.8;

    /** Waiting units per worker down to which units are claimed ahead. */
    private static final int AHEAD_WHILE = 2;

    private final int workers;
    private final String first;
    private final Map<String, Integer> inHostOrder = new HashMap<>();
    private final Map<String, Integer> dealt;
    private final Map<String, Unit> waiting = new LinkedHashMap<>();
    private final NavigableSet<Unit> longestFirst;
    private final Set<String> alone = new HashSet<>();
    private long waitingCost;
    private int plans;

    /**
     * Makes a queue.
     *
     * @param units the units to run, in the host's order; the first of them is reported first, so it is also run first
     * @param workers how many workers will ask
     */
    public WorkQueue(Collection<Unit> units, int workers) {
        this.workers = workers;
        this.first = units.stream().findFirst().map(Unit::id).orElse("");
        this.longestFirst =
                new TreeSet<>(Comparator.comparing((Unit unit) -> !unit.id().equals(first))
                        .thenComparing(Comparator.comparingLong(Unit::cost).reversed())
                        .thenComparing(Unit::id));
        units.forEach(unit -> inHostOrder.put(unit.id(), inHostOrder.size()));
        units.forEach(this::add);
        this.dealt = deal();
    }

    /**
     * What a worker is to discover next.
     *
     * @param units in the order in which they are to run
     * @param whole whether all of them are the worker's; else it claims them one by one
     */
    public record Assignment(List<Unit> units, boolean whole) {}

    /**
     * Puts a unit (back) into the queue.
     *
     * @param unit the unit
     */
    public synchronized void add(Unit unit) {
        remove(waiting.get(unit.id()));
        waiting.put(unit.id(), unit);
        longestFirst.add(unit);
        waitingCost += unit.cost();
    }

    /**
     * Puts a unit back that is to be planned by itself, because it may have ended a worker.
     *
     * @param unit the unit
     */
    public synchronized void addAlone(Unit unit) {
        alone.add(unit.id());
        add(unit);
    }

    /**
     * Says that those of some units that still wait are to be planned by themselves.
     *
     * @param units the units
     */
    public synchronized void suspect(Collection<Unit> units) {
        units.stream().map(Unit::id).filter(waiting::containsKey).forEach(alone::add);
    }

    /**
     * Tells whether a unit is to be planned by itself.
     *
     * @param unit the unit
     * @return true after {@link #addAlone} or {@link #suspect}
     */
    public synchronized boolean isAlone(Unit unit) {
        return alone.contains(unit.id());
    }

    /**
     * Takes the next plan for a worker that has none.
     *
     * @return its units; none when none waits
     */
    public synchronized Assignment take() {
        List<Unit> free = longestFirst.stream().filter(unit -> !isAlone(unit)).toList();
        if (free.isEmpty()) {
            return whole(longestFirst.stream().limit(1).toList());
        }
        if (workers == 1) {
            // Nobody else is there: as it would run here.
            return whole(free.stream()
                    .sorted(Comparator.comparingInt(unit -> inHostOrder.getOrDefault(unit.id(), Integer.MAX_VALUE)))
                    .toList());
        }
        List<Unit> passable = free.stream().filter(Unit::passable).toList();
        List<Unit> others = free.stream().filter(unit -> !unit.passable()).toList();
        boolean beginsHere = free.get(0).id().equals(first) && free.get(0).passable();
        // What is finely balanced comes last, but for the one that is to be reported first.
        return others.isEmpty() || beginsHere ? shared(passable) : whole(share(others));
    }

    /**
     * Claims a unit of a shared plan.
     *
     * @param unit the unit, as it was in the plan
     * @return whether it still waited, and is now the claimer's
     */
    public synchronized boolean claim(Unit unit) {
        boolean free = isFree(unit);
        if (free) {
            remove(unit);
        }
        return free;
    }

    /**
     * Tells whether a unit of a shared plan can still be claimed.
     *
     * @param unit the unit, as it was in the plan
     * @return false once it was taken, also if it was put back
     */
    @SuppressWarnings("ReferenceEquality") // What was put back is another one, though it may be equal.
    public synchronized boolean isFree(Unit unit) {
        return waiting.get(unit.id()) == unit && !isAlone(unit);
    }

    /**
     * How much a worker may hold that it has not started: as long as plenty waits about half of a fair share. What one
     * worker holds no other can run, so towards the end each claims only what it can start.
     *
     * @return a sum of costs
     */
    public synchronized long ahead() {
        return waiting.size() < AHEAD_WHILE * workers ? 0 : waitingCost / (2L * workers);
    }

    /** Takes everything out: nothing more is to be started. */
    public synchronized void clear() {
        waiting.clear();
        longestFirst.clear();
        waitingCost = 0;
    }

    private Assignment whole(List<Unit> units) {
        units.forEach(this::remove);
        return new Assignment(units, true);
    }

    private Assignment shared(List<Unit> passable) {
        int turn = plans++;
        if (passable.size() > MOST_PLANNED_BY_ALL && turn < workers) {
            List<Unit> own = passable.stream()
                    .filter(unit -> dealt.getOrDefault(unit.id(), turn) == turn)
                    .toList();
            if (!own.isEmpty()) {
                return new Assignment(own, false);
            }
        }
        return new Assignment(passable.stream().limit(MOST_PLANNED_BY_ALL).toList(), false);
    }

    /** About half of a fair share of what is left: large at first, small at the end. */
    private List<Unit> share(List<Unit> units) {
        long share = units.stream().mapToLong(Unit::cost).sum() / (2L * workers);
        List<Unit> taken = new ArrayList<>();
        long cost = 0;
        for (Unit unit : units) {
            if (!taken.isEmpty() && cost + unit.cost() > share) {
                break;
            }
            taken.add(unit);
            cost += unit.cost();
        }
        return taken;
    }

    /** Says in whose plan alone a unit is; a unit that is not named is in everybody's. */
    private Map<String, Integer> deal() {
        long toDeal = (long) (waitingCost * DEALT);
        long[] load = new long[workers];
        Map<String, Integer> hands = new HashMap<>();
        for (Unit unit : longestFirst) {
            if (toDeal <= 0) {
                break;
            }
            int lightest = 0;
            for (int i = 1; i < workers; i++) {
                lightest = load[i] < load[lightest] ? i : lightest;
            }
            load[lightest] += unit.cost();
            toDeal -= unit.cost();
            hands.put(unit.id(), lightest);
        }
        return hands;
    }

    private void remove(@Nullable Unit unit) {
        if (unit != null && waiting.remove(unit.id(), unit)) {
            longestFirst.remove(unit);
            waitingCost -= unit.cost();
        }
    }
}
