package dev.forkd.engine.workers;

import dev.forkd.engine.plan.Unit;
import dev.forkd.schedule.WorkQueue;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One plan of one worker, as the host knows it: which of its units the worker was granted, which of these it has
 * begun, and how far the others are decided. Used by one thread at a time.
 */
final class WorkerPlan {

    private final int number;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, Unit> granted = new LinkedHashMap<>();
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
            granted.putAll(units);
            notBegun.addAll(units.keySet());
        } else {
            undecided.addAll(units.keySet());
        }
    }

    int number() {
        return number;
    }

    /** What tells the worker of it. */
    WorkerCommand command() {
        List<String> ids = units.values().stream()
                .flatMap(unit -> unit.selectors().stream())
                .toList();
        return sealed ? new WorkerCommand.Run(number, ids) : new WorkerCommand.Plan(number, ids);
    }

    /** All of its units, whoever runs them. */
    Collection<Unit> units() {
        return units.values();
    }

    /** The units that the worker runs or ran. */
    Collection<Unit> granted() {
        return granted.values();
    }

    boolean holds(String unit) {
        return granted.containsKey(unit);
    }

    /** The limit that a unit's class sets itself, if the worker holds the unit. */
    Optional<Duration> ownTimeout(String unit) {
        Unit held = granted.get(unit);
        return held == null ? Optional.empty() : held.demands().timeout();
    }

    /** Whether the worker may still be granted a unit. */
    boolean mayGet(String unit) {
        return undecided.contains(unit);
    }

    boolean discovered() {
        return discovered;
    }

    boolean sealed() {
        return sealed;
    }

    /** Whether the worker waits for an answer. */
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

    /** Whether the worker was granted a unit and has not begun it. */
    boolean waits(String unit) {
        return notBegun.contains(unit);
    }

    /** What the worker holds and has not begun, as a sum of costs. */
    long costNotBegun() {
        return notBegun.stream()
                .mapToLong(unit -> units.get(unit) == null ? 0 : units.get(unit).cost())
                .sum();
    }

    /**
     * The worker has discovered it.
     *
     * @param order the units that it found, in the order in which it will run them
     * @return the units that it did not find and that nobody else has: they are its own, to be reported
     */
    List<Unit> discovered(List<String> order, WorkQueue<Unit> queue) {
        discovered = true;
        Set<String> found = new LinkedHashSet<>(order);
        List<Unit> missing = new ArrayList<>();
        for (Unit unit : units.values()) {
            if (!found.contains(unit.node())) {
                if (undecided.remove(unit.id()) && queue.claim(unit)) {
                    granted.put(unit.id(), unit);
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
     * Decides as many units, in the order in which they will run, as can be decided now.
     *
     * @param queue who decides
     * @param ahead up to which cost of units that it has not begun the worker may be given more; a worker that waits
     *     for one gets it in any case
     * @param idle whether the worker has nothing to run
     * @return what to tell the worker
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
            granted.put(id, unit);
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
