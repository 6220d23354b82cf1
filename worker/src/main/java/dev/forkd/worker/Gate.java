package dev.forkd.worker;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Changes the tree of tests that was discovered for a plan, so that units or tests in it wait, or are passed over, when
 * it is their turn. As a filter it gets hold of the engines' roots, which it changes when discovery is over.
 */
abstract class Gate implements PostDiscoveryFilter, LauncherDiscoveryListener {

    private final Set<TestDescriptor> roots = new LinkedHashSet<>();

    /** Changes what is below the root of an engine. */
    abstract void change(TestDescriptor root);

    @Override
    public final FilterResult apply(TestDescriptor descriptor) {
        if (descriptor.isRoot()) {
            roots.add(descriptor);
        }
        return FilterResult.included("only looks");
    }

    @Override
    public final void launcherDiscoveryFinished(LauncherDiscoveryRequest request) {
        roots.forEach(this::change);
    }

    /** Returns the ids of the units that were found, in the order in which they will run. */
    final List<String> units() {
        return roots.stream()
                .flatMap(root -> root.getChildren().stream())
                .map(unit -> unit.getUniqueId().toString())
                .toList();
    }

    /** Takes the children of a node away, so that they or others can be added in their order. */
    static List<TestDescriptor> detachChildren(TestDescriptor node) {
        List<TestDescriptor> children = new ArrayList<>(node.getChildren());
        children.forEach(node::removeChild);
        return children;
    }
}
