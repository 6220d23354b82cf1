package dev.forkd.engine.workers;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.NodeIds;
import dev.forkd.worker.protocol.WorkerCommand;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Saw everything that one simulated worker was told, did, and said where the host could hear it in time. */
final class Witness {

    private final Oracle oracle;
    private final String sandbox;
    private final SimulatedSuite suite;
    /** The tasks that it was given, with the number of the attempt. */
    private final Map<String, Integer> held = new HashMap<>();
    /** Also what it was only to discover, by the number of the plan. */
    private final Map<Integer, Map<String, Integer>> plans = new HashMap<>();

    private final Map<String, Long> begun = new HashMap<>();
    private final Set<String> started = new HashSet<>();
    private final Set<String> unresolved = new HashSet<>();
    private final Map<String, List<WorkerEvent>> ends = new HashMap<>();
    private boolean liar;
    private boolean ready;
    private boolean retired;
    private long retiredAt;

    Witness(Oracle oracle, String sandbox, SimulatedSuite suite) {
        this.oracle = oracle;
        this.sandbox = sandbox;
        this.suite = suite;
    }

    /** What it says from now on need not be true. */
    void lies() {
        liar = true;
    }

    boolean isLiar() {
        return liar;
    }

    /** The host has given it up: whatever it still says comes too late. */
    void retire(long nanos) {
        retired = true;
        retiredAt = nanos;
    }

    boolean isLost() {
        return retired;
    }

    boolean wasLostBefore(long nanos) {
        return retired && retiredAt < nanos;
    }

    boolean wasReady() {
        return ready;
    }

    String sandbox() {
        return sandbox;
    }

    /** The host has given it these. */
    void told(WorkerCommand command) {
        if (command instanceof WorkerCommand.Run run) {
            Map<String, Integer> tasks = tasks(run.ids());
            oracle.planned(this, tasks, !plans.isEmpty());
            held.putAll(tasks);
            plans.put(run.plan(), tasks);
        } else if (command instanceof WorkerCommand.Plan plan) {
            Map<String, Integer> tasks = tasks(plan.ids());
            oracle.planned(this, tasks, !plans.isEmpty());
            plans.put(plan.plan(), tasks);
        } else if (command instanceof WorkerCommand.Grant grant) {
            grant.units().forEach(unit -> held.put(unit, oracle.attempt(unit)));
        }
    }

    private Map<String, Integer> tasks(List<String> leaves) {
        Map<String, Integer> tasks = new HashMap<>();
        leaves.forEach(leaf -> {
            String task = suite.taskOf(leaf).id();
            tasks.put(task, oracle.attempt(task));
        });
        return tasks;
    }

    void runs(String task) {
        if (!retired) {
            oracle.runs(this, task);
        }
    }

    void begins(String id, long nanos) {
        begun.put(id, nanos);
        if (!retired) {
            oracle.begins(this, id);
        }
    }

    /** When it truly began a node; never if it did not. */
    long begunAt(String id) {
        return begun.getOrDefault(id, Long.MAX_VALUE);
    }

    /** The host has this event now. */
    void heard(WorkerEvent event) {
        if (retired) {
            return;
        }
        if (event instanceof WorkerEvent.Ready) {
            ready = true;
        } else if (event instanceof Started begun) {
            started.add(begun.id());
        } else if (event instanceof Finished finished) {
            ended(finished.id(), finished);
        } else if (event instanceof Skipped skipped) {
            ended(skipped.id(), skipped);
        } else if (event instanceof WorkerEvent.PlanStarted plan) {
            // What it says that it did not find is its own to be reported.
            Map<String, Integer> missing = new HashMap<>(plans.getOrDefault(plan.plan(), Map.of()));
            missing.keySet().removeIf(task -> plan.units().contains(NodeIds.unitOf(task)));
            held.putAll(missing);
        } else if (event instanceof WorkerEvent.Unresolved missing) {
            unresolved.add(missing.id());
        }
    }

    private void ended(String id, WorkerEvent end) {
        ends.computeIfAbsent(id, key -> new ArrayList<>()).add(end);
    }

    /** How many of the tasks that it was given it did not end, as far as the host has heard. */
    int unended() {
        return (int)
                held.keySet().stream().filter(task -> !ends.containsKey(task)).count();
    }

    boolean held(String task, int attempt) {
        return held.getOrDefault(task, 0) == attempt;
    }

    boolean planned(String task, int attempt) {
        return plans.values().stream().anyMatch(tasks -> tasks.getOrDefault(task, 0) == attempt);
    }

    /** Whether it said that anything of a task failed, or was not there. */
    boolean sawFailure(Unit task) {
        return Stream.concat(
                        unresolved.stream(),
                        ends.entrySet().stream()
                                .filter(end -> end.getValue().stream().anyMatch(Judgement::isFailure))
                                .map(Map.Entry::getKey))
                .anyMatch(id -> NodeIds.unitOf(id).equals(task.node()));
    }

    boolean leftOpen(String id) {
        return started.contains(id) && !ends.containsKey(id);
    }

    /** Whether it was lost after it had planned a task and before it began it, as if discovering it ended workers. */
    boolean endedBefore(String container, String task, int attempt) {
        return retired && planned(task, attempt) && !started.contains(container);
    }

    boolean missed(String id) {
        return unresolved.contains(id);
    }

    /** What it said of each end; a liar may say several. */
    Map<String, List<WorkerEvent>> ends() {
        return ends;
    }

    /** Whether it was given a task and has not said how it ended. */
    boolean isAt(String task, int attempt) {
        return held(task, attempt) && !ends.containsKey(NodeIds.unitOf(task));
    }

    /** Everything that it was given, by the number of the attempt. */
    Map<String, Integer> held() {
        return held;
    }
}
