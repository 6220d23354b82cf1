package dev.forkd.engine.workers;

import dev.forkd.engine.plan.JupiterDefaults;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.plan.UnitPlanner;
import dev.forkd.engine.workers.SimulatedNode.Deed;
import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.worker.protocol.NodeIds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/** The host's tree of one simulated run: classes with nested classes, tests and templates, good and bad ones. */
final class SimulatedSuite {

    private static final int MAX_CLASSES = 7;
    /** More than a queue lets every worker discover. */
    private static final int MANY_CLASSES = 230;

    private final Random random;
    private final boolean evil;
    /** Whether the class that is being made has a time limit, so that its tests may hang. */
    private boolean limited;

    private final SimulatedDemands demands;
    private final TestDescriptor root = new EngineDescriptor(UniqueId.forEngine("forkd"), "forkd");
    private final Map<String, SimulatedNode> nodes = new HashMap<>();
    private final List<Unit> units;
    /** What workers are given: the units, or the parts of those whose tests run separately. */
    private final List<Unit> tasks;

    private final Map<String, Unit> unitOfLeaf = new HashMap<>();
    private final Map<String, Unit> taskOfLeaf = new HashMap<>();

    SimulatedSuite(Random random) {
        this.random = random;
        this.evil = random.nextInt(3) == 0;
        boolean many = random.nextInt(60) == 0;
        this.demands = new SimulatedDemands(random, many);
        int classes = many ? MANY_CLASSES : 1 + random.nextInt(MAX_CLASSES);
        for (int i = 0; i < classes; i++) {
            addClass(i, many);
        }
        units = new UnitPlanner(Set.of(), JupiterDefaults.STANDARD)
                .plan(root).stream().map(demands::put).toList();
        units.forEach(unit -> unit.leaves().forEach(leaf -> unitOfLeaf.put(leaf, unit)));
        tasks = demands.isolation() == Isolation.METHOD
                ? units.stream().flatMap(unit -> unit.parts().stream()).toList()
                : units;
        tasks.forEach(task -> task.leaves().forEach(leaf -> taskOfLeaf.put(leaf, task)));
    }

    private void addClass(int number, boolean small) {
        UniqueId id = UniqueId.forEngine("sim").append("class", "C" + number);
        boolean whole = random.nextInt(30) == 0;
        limited = demands.limit(id.toString()) || demands.unitTimeout().isPresent();
        SimulatedNode type = add(root, id, deedOfContainer());
        int tests = whole || small ? 1 : 1 + random.nextInt(5);
        for (int i = 0; i < tests; i++) {
            add(type, id.append("method", "m" + i), deedOfTest());
        }
        for (int i = 0; !small && i < random.nextInt(3); i++) {
            SimulatedNode nested = add(type, id.append("nested", "N" + i), deedOfContainer());
            for (int j = 0; j <= random.nextInt(3); j++) {
                add(nested, nested.getUniqueId().append("method", "n" + j), deedOfTest());
            }
        }
    }

    private SimulatedNode add(TestDescriptor parent, UniqueId id, Deed deed) {
        SimulatedNode node = new SimulatedNode(id, deed, duration());
        parent.addChild(node);
        nodes.put(id.toString(), node);
        return node;
    }

    private long duration() {
        if (random.nextInt(300) == 0) {
            return Duration.ofMinutes(70).toNanos();
        }
        return Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 9_000 : 900))
                .toNanos();
    }

    private Deed deedOfContainer() {
        int dice = random.nextInt(evil ? 40 : 1_000);
        return switch (dice) {
            case 0 -> Deed.EXIT;
            case 1 -> Deed.EXIT_WHEN_DISCOVERED;
            case 2, 3, 4 -> Deed.FAIL;
            case 5, 6 -> Deed.SKIP;
            case 7 -> Deed.MISSING;
            default -> random.nextInt(20) == 0 ? Deed.FLAKY_END : Deed.PASS;
        };
    }

    private Deed deedOfTest() {
        int dice = random.nextInt(100);
        if (limited && random.nextInt(8) == 0) {
            return Deed.HANG;
        }
        if (evil && dice < 8) {
            return List.of(Deed.EXIT, Deed.STOP, Deed.EXIT, Deed.MISSING).get(dice % 4);
        }
        if (dice < 60) {
            return Deed.PASS;
        }
        return List.of(Deed.FAIL, Deed.ABORT, Deed.FLAKE, Deed.SKIP, Deed.TEMPLATE)
                .get(dice % 5);
    }

    TestDescriptor root() {
        return root;
    }

    List<Unit> units() {
        return units;
    }

    SimulatedNode node(String id) {
        SimulatedNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("No such node: " + id);
        }
        return node;
    }

    /** How long everything takes if each task runs once. The set-up of a class runs again for each of its parts. */
    long totalNanos() {
        return tasks().stream()
                .flatMap(task -> Stream.of(Set.of(task.node()), task.containers(), task.leaves()))
                .flatMap(Set::stream)
                .map(nodes::get)
                .filter(Objects::nonNull)
                .mapToLong(SimulatedNode::nanos)
                .sum();
    }

    boolean knows(String id) {
        return nodes.containsKey(id);
    }

    Unit unitOf(String leaf) {
        return known(unitOfLeaf, leaf);
    }

    Unit taskOf(String leaf) {
        return known(taskOfLeaf, leaf);
    }

    private static Unit known(Map<String, Unit> ofLeaves, String leaf) {
        Unit unit = ofLeaves.get(leaf);
        if (unit == null) {
            throw new IllegalArgumentException("No such leaf: " + leaf);
        }
        return unit;
    }

    /** The tasks in which a node may be reported: one for a test and what is below it, several for a container. */
    List<Unit> tasksOf(String id) {
        for (String above = id; !above.isEmpty(); above = above(above)) {
            Unit task = taskOfLeaf.get(above);
            if (task != null) {
                return List.of(task);
            }
        }
        String unit = NodeIds.unitOf(id);
        return tasks.stream().filter(task -> task.node().equals(unit)).toList();
    }

    static String above(String id) {
        return id.substring(0, Math.max(0, id.lastIndexOf("/[")));
    }

    Set<String> leaves() {
        return unitOfLeaf.keySet();
    }

    List<Unit> tasks() {
        return tasks;
    }

    SimulatedDemands demands() {
        return demands;
    }

    /** Whether the tests of a unit run separately. */
    boolean isDivided(Unit unit) {
        return demands.isolation() == Isolation.METHOD && unit.leaves().size() > 1;
    }

    Set<String> containers() {
        Set<String> containers = new TreeSet<>(nodes.keySet());
        containers.removeAll(leaves());
        return containers;
    }
}
