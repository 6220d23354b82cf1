package dev.forkd.engine.workers;

import dev.forkd.engine.plan.Unit;
import dev.forkd.schedule.WorkQueue;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan of one worker, as the host knows it: which of its units the worker was granted, which of these it has begun,
 * and which are undecided. Used by one thread at a time.
 */
final class WorkerPlan {

    private final int number;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, Unit> granted = new LinkedHashMap<>();
    /** The same, by the ids under which the worker reports: it is asked for every event. */
    private final Map<String, Unit> grantedByNode = new HashMap<>();

    private final Set<String> notBegun = new LinkedHashSet<>();
    private final Set<String> undecided = new LinkedHashSet<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private boolean discovered;
    private boolean sealed;
    private @Nullable ThrowableData failure;

    WorkerPlan(int number, WorkQueue.Assignment<Unit> assignment) {
        this.number = number;
        assignment.units().forEach(unit -> units.put(unit.id(), unit));
        sealed = assignment.whole();
        if (sealed) {
            assignment.units().forEach(this::grant);
            notBegun.addAll(units.keySet());
        } else {
            undecided.addAll(units.keySet());
        }
    }

    private void grant(Unit unit) {
        granted.put(unit.id(), unit);
        grantedByNode.put(unit.node(), unit);
    }

    /** Returns the unit that has this node, if the worker was granted it. */
    @Nullable
    Unit grantedAt(String node) {
        return grantedByNode.get(node);
    }

    int number() {
        return number;
    }

    /** Tells whether nothing was planned in this worker before. */
    boolean isFirst() {
        return number == 1;
    }

    /** Returns the command that sends the plan to the worker. */
    WorkerCommand command() {
        List<String> ids = units.values().stream()
                .flatMap(unit -> unit.selectors().stream())
                .toList();
        return sealed ? new WorkerCommand.Run(number, ids) : new WorkerCommand.Plan(number, ids);
    }

    /** Returns all units of the plan, including those that other workers run. */
    Collection<Unit> units() {
        return units.values();
    }

    /** Returns the units that the worker was granted. */
    Collection<Unit> granted() {
        return granted.values();
    }

    boolean holds(String unit) {
        return granted.containsKey(unit);
    }

    /** Returns the time limit of a unit's own class, if the worker was granted the unit. */
    Optional<Duration> ownTimeout(String unit) {
        Unit held = granted.get(unit);
        return held == null ? Optional.empty() : held.demands().timeout();
    }

    /** Tells whether the worker may still be granted a unit. */
    boolean mayGet(String unit) {
        return undecided.contains(unit);
    }

    /** How many ids of a unit that the worker may still be granted it was asked to find. */
    int selectorsOf(String unit) {
        return mayGet(unit) ? unitOf(unit).selectors().size() : 0;
    }

    boolean discovered() {
        return discovered;
    }

    boolean sealed() {
        return sealed;
    }

    /** Tells whether the worker is waiting for a decision. */
    boolean asks() {
        return !asked.isEmpty();
    }

    void ask(String unit) {
        if (undecided.contains(unit)) {
            asked.add(unit);
        }
    }

    @Nullable
    ThrowableData failure() {
        return failure;
    }

    void failed(ThrowableData reason) {
        failure = reason;
    }

    void begun(String unit) {
        notBegun.remove(unit);
    }

    /** Tells whether the worker was granted a unit and has not begun it. */
    boolean waits(String unit) {
        return notBegun.contains(unit);
    }

    /** The total cost of units that the worker was granted and has not begun. */
    long costNotBegun() {
        return notBegun.stream()
                .mapToLong(unit -> units.get(unit) == null ? 0 : units.get(unit).cost())
                .sum();
    }

    /**
     * Notes that the worker has discovered the plan.
     *
     * @param order the units that it found, in the order in which it will run them
     * @return the units that it did not find and that now belong to it, because no other worker has them; they must be
     *     reported
     */
    List<Unit> discovered(List<String> order, WorkQueue<Unit> queue) {
        discovered = true;
        Set<String> found = new LinkedHashSet<>(order);
        List<Unit> missing = new ArrayList<>();
        for (Unit unit : units.values()) {
            if (!found.contains(unit.node())) {
                if (undecided.remove(unit.id()) && queue.claim(unit)) {
                    grant(unit);
                }
                if (granted.containsKey(unit.id())) {
                    notBegun.remove(unit.id());
                    missing.add(unit);
                }
            }
        }
        found.retainAll(undecided);
        undecided.clear();
        undecided.addAll(found);
        return missing;
    }

    /**
     * Decides as many units as possible, in the order in which they will run.
     *
     * @param queue the queue that the units are claimed from
     * @param ahead the largest total cost of units that the worker may hold without having begun them; a unit that the
     *     worker waits for is decided in any case
     * @param idle whether the worker has nothing to run
     * @return the commands to send to the worker
     */
    List<WorkerCommand> decide(WorkQueue<Unit> queue, long ahead, boolean idle) {
        if (sealed) {
            return List.of();
        }
        List<String> grants = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (String unit : asked) {
            (claim(queue, unit) ? grants : refusals).add(unit);
        }
        asked.clear();
        boolean needsOne = idle && grants.isEmpty();
        for (String unit : List.copyOf(undecided)) {
            boolean free = queue.isFree(unitOf(unit));
            if (free && !needsOne && costNotBegun() + unitOf(unit).cost() > ahead) {
                break;
            }
            (claim(queue, unit) ? grants : refusals).add(unit);
            needsOne = needsOne && grants.isEmpty();
        }
        sealed = undecided.isEmpty();
        List<WorkerCommand> commands = new ArrayList<>();
        if (!grants.isEmpty()) {
            commands.add(new WorkerCommand.Grant(number, grants));
        }
        if (sealed) {
            commands.add(new WorkerCommand.Seal(number));
        } else if (!refusals.isEmpty()) {
            commands.add(new WorkerCommand.Refuse(number, refusals));
        }
        return commands;
    }

    private boolean claim(WorkQueue<Unit> queue, String id) {
        undecided.remove(id);
        Unit unit = unitOf(id);
        boolean claimed = queue.claim(unit);
        if (claimed) {
            grant(unit);
            notBegun.add(id);
        }
        return claimed;
    }

    private Unit unitOf(String id) {
        Unit unit = units.get(id);
        if (unit == null) {
            throw new IllegalArgumentException("No such unit in this plan: " + id);
        }
        return unit;
    }
}
