package dev.forkd.engine.workers;

import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.TestDescriptor;

/** A plan in a simulated worker, and what its tests do. */
final class SimulatedPlan {

    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long FOR_EVER = TimeUnit.DAYS.toNanos(1000);

    private final int number;
    private final boolean whole;
    private final SimulatedSuite suite;
    private final Random random;
    private final Set<String> selected;
    private final List<String> units;
    private final Map<String, Boolean> decided = new HashMap<>();
    private boolean sealed;
    private boolean asked;
    private int next;

    SimulatedPlan(int number, List<String> ids, boolean whole, SimulatedSuite suite, Random random) {
        this.number = number;
        this.whole = whole;
        this.suite = suite;
        this.random = random;
        this.selected = new LinkedHashSet<>(ids);
        Set<String> all = new LinkedHashSet<>();
        ids.forEach(id -> all.add(suite.unitOf(id).id()));
        this.units = new ArrayList<>(all);
    }

    int number() {
        return number;
    }

    void decide(Collection<String> ids, boolean granted) {
        ids.forEach(id -> decided.put(id, granted));
    }

    void seal() {
        sealed = true;
    }

    boolean isOver() {
        return next >= units.size();
    }

    void discover(SimulatedJvm jvm, long nanos) {
        jvm.then(nanos, () -> {
            if (units.stream().anyMatch(unit -> suite.node(unit).deed() == SimulatedNode.Deed.EXIT_WHEN_DISCOVERED)) {
                jvm.exit(4);
                return;
            }
            selected.stream().filter(this::isMissing).forEach(id -> jvm.say(new WorkerEvent.Unresolved(id, null)));
            units.removeIf(unit ->
                    selected.stream().noneMatch(id -> suite.unitOf(id).id().equals(unit) && !isMissing(id)));
            jvm.say(new WorkerEvent.PlanStarted(number, units));
        });
    }

    private boolean isMissing(String id) {
        SimulatedNode node = suite.node(id);
        return node.deed() == SimulatedNode.Deed.MISSING
                || node.getParent()
                        .filter(SimulatedNode.class::isInstance)
                        .map(parent -> isMissing(parent.getUniqueId().toString()))
                        .orElse(false);
    }

    /** Runs the next unit if it is decided that it may; else asks once, and then waits. */
    void goOn(SimulatedJvm jvm) {
        String unit = units.get(next);
        Boolean granted = whole ? Boolean.TRUE : decided.get(unit);
        if (granted == null && sealed) {
            granted = false;
        }
        if (granted == null) {
            if (!asked) {
                asked = true;
                jvm.then(QUICK, () -> jvm.say(new WorkerEvent.Asked(number, unit)));
            }
            return;
        }
        asked = false;
        next++;
        if (granted) {
            selected.stream()
                    .filter(id -> suite.unitOf(id).id().equals(unit))
                    .map(id -> suite.taskOf(id).id())
                    .distinct()
                    .forEach(jvm.witness()::runs);
            node(jvm, suite.node(unit));
        }
    }

    private void node(SimulatedJvm jvm, SimulatedNode node) {
        String id = node.getUniqueId().toString();
        if (node.deed() == SimulatedNode.Deed.SKIP) {
            jvm.then(QUICK, () -> jvm.say(new Skipped(id, "disabled " + id)));
            return;
        }
        jvm.then(QUICK, () -> {
            jvm.witness().begins(id, jvm.now());
            jvm.say(new Started(id));
        });
        switch (node.deed()) {
            case EXIT -> jvm.then(node.nanos(), () -> jvm.exit(3));
            case STOP -> {
                jvm.then(node.nanos(), jvm::stopMachine);
                finish(jvm, id, Outcome.SUCCESSFUL);
            }
            case FAIL -> finishAfter(jvm, node, Outcome.FAILED);
            case ABORT -> finishAfter(jvm, node, Outcome.ABORTED);
            case FLAKE -> finishAfter(jvm, node, random.nextBoolean() ? Outcome.SUCCESSFUL : Outcome.FAILED);
            case TEMPLATE -> template(jvm, node);
            case HANG -> jvm.then(FOR_EVER, () -> {});
            default -> {
                for (TestDescriptor child : node.getChildren()) {
                    if (runs(child)) {
                        node(jvm, (SimulatedNode) child);
                    }
                }
                boolean fails = node.deed() == SimulatedNode.Deed.FLAKY_END && random.nextBoolean();
                finishAfter(jvm, node, fails ? Outcome.FAILED : Outcome.SUCCESSFUL);
            }
        }
    }

    private boolean runs(TestDescriptor node) {
        return selected.contains(node.getUniqueId().toString())
                ? !isMissing(node.getUniqueId().toString())
                : node.getChildren().stream().anyMatch(this::runs);
    }

    private void template(SimulatedJvm jvm, SimulatedNode node) {
        String id = node.getUniqueId().toString();
        for (int i = 0; i <= random.nextInt(4); i++) {
            String invocation = node.getUniqueId().append("invocation", "#" + i).toString();
            jvm.then(QUICK, () -> {
                jvm.say(new WorkerEvent.Registered(
                        new DescriptorData(invocation, id, "one of many", "one", "TEST", List.of(), null)));
                jvm.say(new Started(invocation));
            });
            jvm.then(node.nanos() / 4, () -> {});
            finish(jvm, invocation, random.nextInt(4) == 0 ? Outcome.FAILED : Outcome.SUCCESSFUL);
        }
        finish(jvm, id, Outcome.SUCCESSFUL);
    }

    private static void finishAfter(SimulatedJvm jvm, SimulatedNode node, Outcome outcome) {
        jvm.then(node.nanos(), () -> {});
        finish(jvm, node.getUniqueId().toString(), outcome);
    }

    private static void finish(SimulatedJvm jvm, String id, Outcome outcome) {
        jvm.then(QUICK, () -> jvm.say(new Finished(id, outcome, outcome == Outcome.SUCCESSFUL ? null : reason(id))));
    }

    /** Some fail for want of a port. */
    private static ThrowableData reason(String id) {
        String type =
                Math.floorMod(id.hashCode(), 2) == 0 ? "java.net.BindException" : "java.lang.IllegalStateException";
        return ThrowableData.plain(type, "own " + id, "own " + id, false);
    }
}
