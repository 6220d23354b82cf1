package dev.forkd.engine.workers;

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

/** Saw everything that one simulated worker was told, did, and said where the host could hear it in time. */
final class Witness {

    private final Oracle oracle;
    private final String sandbox;
    private final SimulatedSuite suite;
    private final Set<String> held = new HashSet<>();
    /** Also what it was only to discover, by the number of the plan. */
    private final Map<Integer, Set<String>> plans = new HashMap<>();

    private final Set<String> started = new HashSet<>();
    private final Set<String> unresolved = new HashSet<>();
    private final Map<String, List<WorkerEvent>> ends = new HashMap<>();
    private boolean liar;
    private boolean ready;
    private boolean retired;

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
    void retire() {
        retired = true;
    }

    boolean isLost() {
        return retired;
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
            held.addAll(units(run.ids()));
            plans.put(run.plan(), units(run.ids()));
        } else if (command instanceof WorkerCommand.Plan plan) {
            plans.put(plan.plan(), units(plan.ids()));
        } else if (command instanceof WorkerCommand.Grant grant) {
            held.addAll(grant.units());
        }
    }

    private Set<String> units(List<String> leaves) {
        Set<String> units = new HashSet<>();
        leaves.forEach(leaf -> units.add(suite.unitOf(leaf).id()));
        return units;
    }

    void runs(String unit) {
        if (!retired) {
            oracle.runs(this, unit);
        }
    }

    void begins(String id) {
        if (!retired) {
            oracle.begins(id);
        }
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
            Set<String> missing = new HashSet<>(plans.getOrDefault(plan.plan(), Set.of()));
            plan.units().forEach(missing::remove);
            held.addAll(missing);
        } else if (event instanceof WorkerEvent.Unresolved missing) {
            unresolved.add(missing.id());
        }
    }

    private void ended(String id, WorkerEvent end) {
        ends.computeIfAbsent(id, key -> new ArrayList<>()).add(end);
    }

    boolean held(String unit) {
        return held.contains(unit);
    }

    boolean planned(String unit) {
        return plans.values().stream().anyMatch(units -> units.contains(unit));
    }

    boolean leftOpen(String id) {
        return started.contains(id) && !ends.containsKey(id);
    }

    boolean began(String id) {
        return started.contains(id);
    }

    boolean missed(String id) {
        return unresolved.contains(id);
    }

    /** What it said of each end; a liar may say several. */
    Map<String, List<WorkerEvent>> ends() {
        return ends;
    }

    List<String> openUnits() {
        return held.stream().filter(unit -> !ends.containsKey(unit)).toList();
    }
}
