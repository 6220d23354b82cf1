package dev.forkd.engine.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.Node;

/** Makes a unit for each direct child of our root. */
public final class UnitPlanner {

    /** The cost of a node that registers tests while it runs, compared with that of a plain test. */
    private static final long TEMPLATE_COST = 4;

    private static final Optional<String> JUPITER = Optional.of("junit-jupiter");

    private final Set<UniqueId> selectedIds;
    private final JupiterDefaults defaults;
    private final SplitCheck splits;
    private final HostCode hostCode;
    private final Map<UniqueId, List<UniqueId>> selectedBelow = new HashMap<>();

    /**
     * Makes a planner.
     *
     * @param selectedIds the ids that the discovery request selected
     * @param defaults how Jupiter runs classes that do not say otherwise
     */
    public UnitPlanner(Collection<UniqueId> selectedIds, JupiterDefaults defaults) {
        this.defaults = defaults;
        this.splits = new SplitCheck(defaults);
        this.hostCode = new HostCode(defaults);
        this.selectedIds = new LinkedHashSet<>(selectedIds);
        for (UniqueId selected : this.selectedIds) {
            for (UniqueId above = selected; above.getSegments().size() > 1; ) {
                above = above.removeLastSegment();
                selectedBelow.computeIfAbsent(above, key -> new ArrayList<>()).add(selected);
            }
        }
    }

    /**
     * Makes the units below a root.
     *
     * @param root our root, after the graft
     * @return the units in the order of the tree
     */
    public List<Unit> plan(TestDescriptor root) {
        return root.getChildren().stream().map(this::unit).toList();
    }

    private Unit unit(TestDescriptor descriptor) {
        Set<String> containers = new LinkedHashSet<>();
        List<TestDescriptor> leaves = new ArrayList<>();
        collect(descriptor, containers, leaves);
        containers.remove(descriptor.getUniqueId().toString());
        List<String> selectors = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        long cost = 1;
        for (TestDescriptor leaf : leaves) {
            ids.add(leaf.getUniqueId().toString());
            selectors.addAll(selectors(leaf));
            cost += leaf.mayRegisterTests() ? TEMPLATE_COST : 1;
        }
        return new Unit(
                descriptor.getUniqueId().toString(),
                descriptor.getUniqueId().toString(),
                descriptor.getDisplayName(),
                List.copyOf(selectors),
                Collections.unmodifiableSet(containers),
                Collections.unmodifiableSet(ids),
                Map.of(),
                cost,
                isPassable(descriptor),
                SharedSetUp.of(descriptor),
                Demands.of(descriptor, splits, hostCode));
    }

    /**
     * Tells whether a worker can pass over the unit, which it does by replacing the unit's node by a proxy. Engines
     * that lock resources identify the holder of a lock by the node object, so a unit with locks must not be replaced
     * where locks matter.
     */
    private boolean isPassable(TestDescriptor unit) {
        boolean mayMatter =
                defaults.parallel() || !unit.getUniqueId().getEngineId().equals(JUPITER);
        return unit instanceof Node<?> && !(mayMatter && SplitCheck.hasLocks(unit));
    }

    private static void collect(TestDescriptor node, Set<String> containers, List<TestDescriptor> leaves) {
        if (node.getChildren().isEmpty()) {
            leaves.add(node);
        } else {
            containers.add(node.getUniqueId().toString());
            node.getChildren().forEach(child -> collect(child, containers, leaves));
        }
    }

    /**
     * Returns the ids to select: a rerun may select single invocations of a template, and then only those must run.
     */
    private List<String> selectors(TestDescriptor leaf) {
        List<UniqueId> invocations = selectedBelow.getOrDefault(leaf.getUniqueId(), List.of());
        return invocations.isEmpty() || selectedWhole(leaf.getUniqueId())
                ? List.of(leaf.getUniqueId().toString())
                : invocations.stream().map(UniqueId::toString).toList();
    }

    private boolean selectedWhole(UniqueId leaf) {
        Set<UniqueId> selfAndAbove = new HashSet<>();
        UniqueId id = leaf;
        selfAndAbove.add(id);
        while (id.getSegments().size() > 1) {
            id = id.removeLastSegment();
            selfAndAbove.add(id);
        }
        return !Collections.disjoint(selfAndAbove, selectedIds);
    }
}
