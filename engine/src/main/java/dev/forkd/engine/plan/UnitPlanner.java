package dev.forkd.engine.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;

/** Makes a unit of each direct child of our root. */
public final class UnitPlanner {

    /** What a node that registers tests while it runs is worth beside a plain test. */
    private static final long TEMPLATE_COST = 4;

    private final List<UniqueId> selectedIds;

    /**
     * Makes a planner.
     *
     * @param selectedIds the ids that the discovery request selected
     */
    public UnitPlanner(List<UniqueId> selectedIds) {
        this.selectedIds = selectedIds;
    }

    /**
     * Plans the units below a root.
     *
     * @param root our root, after the graft
     * @return the units in the order of the tree
     */
    public List<Unit> plan(TestDescriptor root) {
        return root.getChildren().stream().map(this::unit).toList();
    }

    private Unit unit(TestDescriptor descriptor) {
        List<TestDescriptor> leaves = new ArrayList<>();
        collectLeaves(descriptor, leaves);
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
                descriptor.getDisplayName(),
                List.copyOf(selectors),
                Collections.unmodifiableSet(ids),
                cost);
    }

    private static void collectLeaves(TestDescriptor node, List<TestDescriptor> leaves) {
        if (node.getChildren().isEmpty()) {
            leaves.add(node);
        } else {
            node.getChildren().forEach(child -> collectLeaves(child, leaves));
        }
    }

    /** A rerun selects single invocations of a template: those must run, not the whole template. */
    private List<String> selectors(TestDescriptor leaf) {
        List<String> invocations = selectedIds.stream()
                .filter(selected -> selected.hasPrefix(leaf.getUniqueId()) && !selected.equals(leaf.getUniqueId()))
                .map(UniqueId::toString)
                .toList();
        boolean whole = selectedIds.contains(leaf.getUniqueId());
        return invocations.isEmpty() || whole ? List.of(leaf.getUniqueId().toString()) : invocations;
    }
}
