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
 * Decides which worker runs which unit. Each unit is taken exactly once, the longest first, except that the unit which
 * is reported first comes before all others. A worker takes a plan. Several workers may have the same units in their
 * plans; they claim them one by one, so that all workers end at about the same time. Units that share an expensive
 * set-up come first in the plan of one worker and last in the plans of the others. Thread-safe.
 *
 * @param <T> the kind of unit
 */
public final class WorkQueue<T extends Task> {

    /**
     * Discovering a few superfluous units costs nothing. If there are many, discovering all of them in each worker
     * takes too long.
     */
    static final int MAX_PLANNED_BY_ALL = 200;

    /**
     * If there are many units, this part is in the plan of every worker: the longest ones, which balance the load best.
     */
    private static final double PLANNED_BY_ALL = 0.2;

    /** While at least this many units per worker wait, workers claim units ahead. */
    private static final int AHEAD_WHILE = 2;

    private final int workers;
    private final String first;
    private final Map<String, Integer> inHostOrder = new HashMap<>();
    private final Map<String, Integer> dealt;
    private final Clusters clusters;
    private final Map<String, T> waiting = new LinkedHashMap<>();
    private final NavigableSet<T> longestFirst;
    private final Set<String> alone = new HashSet<>();
    /** Units that get a plan of their own for another reason than a suspicion. */
    private final Set<String> separate = new HashSet<>();

    private long waitingCost;
    private int plans;

    /**
     * Makes a queue.
     *
     * @param units the units to run, in the host's order; the first of them is reported first, so it also runs first
     * @param workers how many workers will take plans
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
     * Makes a queue in which the longest unit comes first, whatever the given order.
     *
     * @param <T> the kind of unit
     * @param units the units to run
     * @param workers how many workers will take plans
     * @return the queue
     */
    public static <T extends Task> WorkQueue<T> longestFirst(Collection<T> units, int workers) {
        return new WorkQueue<>(units, workers, "");
    }

    /**
     * The units that a worker is to discover next.
     *
     * @param <T> the kind of unit
     * @param units the units, in the order in which they are to run
     * @param whole whether all of them already belong to the worker; otherwise the worker must claim each one
     */
    public record Assignment<T extends Task>(List<T> units, boolean whole) {}

    /**
     * Adds a unit, or puts it back.
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
     * Puts back a unit that is to be planned alone, because it may have ended a worker.
     *
     * @param unit the unit
     */
    public synchronized void addAlone(T unit) {
        alone.add(unit.id());
        add(unit);
    }

    /**
     * Marks units to be planned alone, as far as they are still waiting.
     *
     * @param units the units
     */
    public synchronized void suspect(Collection<T> units) {
        units.stream().map(Task::id).filter(waiting::containsKey).forEach(alone::add);
    }

    /**
     * Gives each of some units a plan of its own, although none of them is suspected of anything. It is taken as soon as
     * no longer unit is waiting.
     *
     * @param units the units
     */
    public synchronized void separate(Collection<T> units) {
        units.stream().map(Task::id).forEach(separate::add);
    }

    /**
     * Tells whether a unit is to be planned alone, because it may have ended a worker.
     *
     * @param unit the unit
     * @return {@code true} after {@link #addAlone} or {@link #suspect}
     */
    public synchronized boolean isAlone(T unit) {
        return alone.contains(unit.id());
    }

    /**
     * Takes the next plan for a worker that has none.
     *
     * @return the plan; without units if none are waiting
     */
    public synchronized Assignment<T> take() {
        List<T> sound = longestFirst.stream().filter(unit -> !isAlone(unit)).toList();
        if (sound.isEmpty()) {
            return whole(longestFirst.stream().limit(1).toList());
        }
        if (separate.contains(sound.get(0).id())) {
            return whole(sound.subList(0, 1));
        }
        List<T> free =
                sound.stream().filter(unit -> !separate.contains(unit.id())).toList();
        if (workers == 1) {
            // There is no other worker, so the order is that of a run in process.
            return whole(free.stream()
                    .sorted(Comparator.comparingInt(unit -> inHostOrder.getOrDefault(unit.id(), Integer.MAX_VALUE)))
                    .toList());
        }
        List<T> passable = free.stream().filter(Task::passable).toList();
        List<T> others = free.stream().filter(unit -> !unit.passable()).toList();
        boolean beginsHere = isFirstFor(free.get(0), plans) && free.get(0).passable();
        // Units that must be taken as a whole go first, because units that are claimed one by one balance better at the
        // end. The unit that is to be reported first goes before all.
        return others.isEmpty() || beginsHere ? shared(passable) : whole(share(others));
    }

    /**
     * Takes a single unit, for a worker without a plan.
     *
     * @return the next unit; empty if none is waiting
     */
    public synchronized Optional<T> poll() {
        Optional<T> next = longestFirst.stream().findFirst();
        next.ifPresent(this::remove);
        return next;
    }

    /**
     * Claims a unit of a shared plan.
     *
     * @param unit the unit object from the plan
     * @return whether the unit was still waiting and now belongs to the caller
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
     * @param unit the unit object from the plan
     * @return {@code false} once the unit was taken, even if another object for it was put back
     */
    @SuppressWarnings("ReferenceEquality") // A unit that was put back is another object, though it may be equal.
    public synchronized boolean isFree(T unit) {
        return waiting.get(unit.id()) == unit && !isAlone(unit) && !separate.contains(unit.id());
    }

    /**
     * Tells how much work a worker may hold that it has not started: about half a fair share as long as many units are
     * waiting. Another worker cannot run what one worker holds, so near the end the answer is 0.
     *
     * @return a sum of costs
     */
    public synchronized long ahead() {
        return waiting.size() < AHEAD_WHILE * workers ? 0 : waitingCost / (2L * workers);
    }

    /**
     * Tells whether any units are waiting.
     *
     * @return {@code false} if all units have been taken
     */
    public synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Removes all units, so that nothing more is started. */
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
                .sorted(Comparator.comparing((T unit) -> isFirstFor(unit, turn) ? -1 : clusters.position(unit, turn)))
                .toList();
        if (passable.size() > MAX_PLANNED_BY_ALL && turn < workers) {
            List<T> own = ordered.stream()
                    .filter(unit -> dealt.getOrDefault(unit.id(), turn) == turn)
                    .toList();
            if (!own.isEmpty()) {
                return new Assignment<>(own, false);
            }
        }
        return new Assignment<>(ordered.stream().limit(MAX_PLANNED_BY_ALL).toList(), false);
    }

    /** With a set-up that another worker is to do, it would be done twice. */
    private boolean isFirstFor(T unit, int worker) {
        return unit.id().equals(first)
                && (!clusters.sharesSetUp(unit) || clusters.workerOf(unit).orElse(worker) == worker);
    }

    /** Takes about half a fair share of the units that are left, so the shares shrink towards the end. */
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
     * Determines which units are in the plan of only one worker; all others are in every plan. The latter are the
     * longest, so that none of them has to wait for a certain worker; the many short units are dealt out.
     */
    private Map<String, Integer> deal() {
        long inAllPlans = Math.max(MAX_PLANNED_BY_ALL, Math.round(PLANNED_BY_ALL * longestFirst.size()));
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
