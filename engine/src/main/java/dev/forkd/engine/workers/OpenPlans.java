package dev.forkd.engine.workers;

import dev.forkd.engine.plan.Unit;
import dev.forkd.schedule.WorkQueue;
import dev.forkd.worker.protocol.ThrowableData;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plans of one worker that have not finished, in the order in which it gets them. Used by one thread at a time. */
final class OpenPlans {

    private final Map<Integer, WorkerPlan> plans = new LinkedHashMap<>();
    private int next = 1;

    WorkerPlan open(WorkQueue.Assignment<Unit> assignment) {
        WorkerPlan plan = new WorkerPlan(next++, assignment);
        plans.put(plan.number(), plan);
        return plan;
    }

    void close(WorkerPlan plan) {
        plans.remove(plan.number());
    }

    @Nullable
    WorkerPlan numbered(int number) {
        return plans.get(number);
    }

    Collection<WorkerPlan> all() {
        return Collections.unmodifiableCollection(plans.values());
    }

    boolean isEmpty() {
        return plans.isEmpty();
    }

    int size() {
        return plans.size();
    }

    /** Tells whether no further unit of them can be granted. */
    boolean sealed() {
        return plans.values().stream().allMatch(WorkerPlan::sealed);
    }

    /** Tells whether the worker is waiting for a decision. */
    boolean asks() {
        return plans.values().stream().anyMatch(WorkerPlan::asks);
    }

    /** The total cost of units that the worker was granted and has not begun. */
    long costNotBegun() {
        return plans.values().stream().mapToLong(WorkerPlan::costNotBegun).sum();
    }

    Stream<Unit> granted() {
        return plans.values().stream().flatMap(plan -> plan.granted().stream());
    }

    /** Returns the unit at a node, if the worker was granted it. */
    @Nullable
    Unit grantedAt(String node) {
        for (WorkerPlan plan : plans.values()) {
            Unit unit = plan.grantedAt(node);
            if (unit != null) {
                return unit;
            }
        }
        return null;
    }

    boolean holds(Unit unit) {
        return plans.values().stream().anyMatch(plan -> plan.holds(unit.id()));
    }

    /** Returns the time limit of a unit's own class, if the worker was granted the unit. */
    Optional<Duration> ownTimeout(String unit) {
        return plans.values().stream()
                .flatMap(plan -> plan.ownTimeout(unit).stream())
                .findFirst();
    }

    void begun(String unit) {
        plans.values().forEach(plan -> plan.begun(unit));
    }

    /** Returns the units that the worker must discover next; none if it has discovered those of its first plan. */
    List<Unit> undiscovered() {
        return plans.values().stream()
                .findFirst()
                .filter(plan -> !plan.discovered())
                .map(plan -> List.copyOf(plan.units()))
                .orElse(List.of());
    }

    /** Returns why a plan failed, if the worker has told that of one. */
    Optional<ThrowableData> failure() {
        return plans.values().stream()
                .flatMap(plan -> Optional.ofNullable(plan.failure()).stream())
                .findFirst();
    }
}
