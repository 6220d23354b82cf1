package dev.forkd.worker;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/** Stops the plan of a single class at its checkpoint. After that it passes over the tests that other copies run. */
final class CheckpointGate implements Gate {

    private final Checkpoint checkpoint;
    private final Set<TestDescriptor> roots = new LinkedHashSet<>();

    CheckpointGate(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        if (descriptor.isRoot()) {
            roots.add(descriptor);
        }
        return FilterResult.included("only looks");
    }

    @Override
    public void launcherDiscoveryFinished(LauncherDiscoveryRequest request) {
        for (TestDescriptor root : roots) {
            for (TestDescriptor unit : replaceable(root)) {
                guardBelow(unit);
                root.addChild(unit instanceof Node<?> ? StandIn.of(unit, () -> false, checkpoint::await) : unit);
            }
        }
    }

    @Override
    public List<String> units() {
        return roots.stream()
                .flatMap(root -> root.getChildren().stream())
                .map(unit -> unit.getUniqueId().toString())
                .toList();
    }

    private void guardBelow(TestDescriptor node) {
        for (TestDescriptor child : replaceable(node)) {
            guardBelow(child);
            String id = child.getUniqueId().toString();
            node.addChild(
                    child instanceof Node<?> ? StandIn.of(child, () -> !checkpoint.runs(id), context -> {}) : child);
        }
    }

    private static List<TestDescriptor> replaceable(TestDescriptor node) {
        List<TestDescriptor> children = new ArrayList<>(node.getChildren());
        children.forEach(node::removeChild);
        return children;
    }
}
