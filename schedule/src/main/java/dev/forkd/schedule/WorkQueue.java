package dev.forkd.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which worker runs which unit: each is taken exactly once, the longest first but for the one that is reported
 * first. A worker takes a plan, and of a plan that others have too it claims one unit after the other, so that all
 * workers end together. Units that share an expensive set-up come first in the plan of one worker and last in the plans of
 * the others. Thread-safe.
 *
 * @param <T> what is scheduled
 */
public final class WorkQueue<T extends Task> {

    /** Discovering a few units too many costs nothing; discovering all of many in each worker does. */
    static final int MOST_PLANNED_BY_ALL = 200;

    /** Of many units, this part is in everybody's plan too: the longest, which balance best. */
    private static final double PLANNED_BY_ALL = 0.2;

    /** Waiting units per worker down to which units are claimed ahead. */
    private static final int AHEAD_WHILE = 2;

    private final int workers;
    private final String first;
    private final Map<String, Integer> inHostOrder = new HashMap<>();
    private final Map<String, Integer> dealt;
    private final Clusters clusters;
    private final Map<String, T> waiting = new LinkedHashMap<>();
    private final NavigableSet<T> longestFirst;
    private final Set<String> alone = new HashSet<>();
    private long waitingCost;
    private int plans;

    /**
     * Makes a queue.
     *
     * @param units the units to run, in the host's order; the first of them is reported first, so it is also run first
     * @param workers how many workers will ask
     */
    public WorkQueue(Collection<T> units, int workers) {
        this(units, workers, units.stream().findFirst().map(Task::id).orElse(""));
    }

    private WorkQueue(Collection<T> units, int workers, String first) {
        this.workers = workers;
        this.first = first;
        this.longestFirst =
                new TreeSet<>(Comparator.comparing((T unit) -> !unit.id().equals(first))
                        .thenComparing(Comparator.comparingLong(Task::cost).reversed())
                        .thenComparing(Task::id));
        units.forEach(unit -> inHostOrder.put(unit.id(), inHostOrder.size()));
        units.forEach(this::add);
        this.clusters = new Clusters(longestFirst, workers);
        this.dealt = deal();
    }

    /**
     * Makes a queue in which no unit has to come first but the longest.
     *
     * @param <T> what is scheduled
     * @param units the units to run
     * @param workers how many workers will ask
     * @return the queue
     */
    public static <T extends Task> WorkQueue<T> longestFirst(Collection<T> units, int workers) {
        return new WorkQueue<>(units, workers, "");
    }

    /**
     * What a worker is to discover next.
     *
     * @param <T> what is scheduled
     * @param units in the order in which they are to run
     * @param whole whether all of them are the worker's; else it claims them one by one
     */
    public record Assignment<T extends Task>(List<T> units, boolean whole) {}

    /**
     * Puts a unit (back) into the queue.
     *
     * @param unit the unit
     */
    public synchronized void add(T unit) {
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
    public synchronized void addAlone(T unit) {
        alone.add(unit.id());
        add(unit);
    }

    /**
     * Says that those of some units that still wait are to be planned by themselves.
     *
     * @param units the units
     */
    public synchronized void suspect(Collection<T> units) {
        units.stream().map(Task::id).filter(waiting::containsKey).forEach(alone::add);
    }

    /**
     * Tells whether a unit is to be planned by itself.
     *
     * @param unit the unit
     * @return true after {@link #addAlone} or {@link #suspect}
     */
    public synchronized boolean isAlone(T unit) {
        return alone.contains(unit.id());
    }

    /**
     * Takes the next plan for a worker that has none.
     *
     * @return its units; none when none waits
     */
    public synchronized Assignment<T> take() {
        List<T> free = longestFirst.stream().filter(unit -> !isAlone(unit)).toList();
        if (free.isEmpty()) {
            return whole(longestFirst.stream().limit(1).toList());
        }
        if (workers == 1) {
            // Nobody else is there: as it would run here.
            return whole(free.stream()
                    .sorted(Comparator.comparingInt(unit -> inHostOrder.getOrDefault(unit.id(), Integer.MAX_VALUE)))
                    .toList());
        }
        List<T> passable = free.stream().filter(Task::passable).toList();
        List<T> others = free.stream().filter(unit -> !unit.passable()).toList();
        boolean beginsHere = free.get(0).id().equals(first) && free.get(0).passable();
        // What is finely balanced comes last, but for the one that is to be reported first.
        return others.isEmpty() || beginsHere ? shared(passable) : whole(share(others));
    }

    /**
     * Takes a single unit for a worker that plans nothing ahead.
     *
     * @return the next one; none when none waits
     */
    public synchronized Optional<T> poll() {
        Optional<T> next = longestFirst.stream().findFirst();
        next.ifPresent(this::remove);
        return next;
    }

    /**
     * Claims a unit of a shared plan.
     *
     * @param unit the unit, as it was in the plan
     * @return whether it still waited, and is now the claimer's
     */
    public synchronized boolean claim(T unit) {
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
    public synchronized boolean isFree(T unit) {
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

    /**
     * Tells whether there is something that nobody has.
     *
     * @return false when everything was taken
     */
    public synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Takes everything out: nothing more is to be started. */
    public synchronized void clear() {
        waiting.clear();
        longestFirst.clear();
        waitingCost = 0;
    }

    private Assignment<T> whole(List<T> units) {
        units.forEach(this::remove);
        return new Assignment<>(units, true);
    }

    private Assignment<T> shared(List<T> passable) {
        int turn = plans++;
        List<T> ordered = passable.stream()
                .sorted(Comparator.comparing((T unit) -> unit.id().equals(first) ? -1 : clusters.position(unit, turn)))
                .toList();
        if (passable.size() > MOST_PLANNED_BY_ALL && turn < workers) {
            List<T> own = ordered.stream()
                    .filter(unit -> dealt.getOrDefault(unit.id(), turn) == turn)
                    .toList();
            if (!own.isEmpty()) {
                return new Assignment<>(own, false);
            }
        }
        return new Assignment<>(ordered.stream().limit(MOST_PLANNED_BY_ALL).toList(), false);
    }

    /** About half of a fair share of what is left: large at first, small at the end. */
    private List<T> share(List<T> units) {
        long share = units.stream().mapToLong(Task::cost).sum() / (2L * workers);
        List<T> taken = new ArrayList<>();
        long cost = 0;
        for (T unit : units) {
            if (!taken.isEmpty() && cost + unit.cost() > share) {
                break;
            }
            taken.add(unit);
            cost += unit.cost();
        }
        return taken;
    }

    /**
     * Says in whose plan alone a unit is; a unit that is not named is in everybody's. Those are the longest, so that
     * none of them has to wait for one worker; the many short ones are dealt out.
     */
    private Map<String, Integer> deal() {
        long inAllPlans = Math.max(MOST_PLANNED_BY_ALL, Math.round(PLANNED_BY_ALL * longestFirst.size()));
        long[] loads = new long[workers];
        Map<String, Integer> hands = new HashMap<>();
        longestFirst.stream().skip(inAllPlans).forEach(unit -> {
            int hand = clusters.workerOf(unit).orElseGet(() -> LoadBalance.lightest(loads));
            loads[hand] += unit.cost();
            hands.put(unit.id(), hand);
        });
        return hands;
    }

    private void remove(@Nullable T unit) {
        if (unit != null && waiting.remove(unit.id(), unit)) {
            longestFirst.remove(unit);
            waitingCost -= unit.cost();
        }
    }
}
