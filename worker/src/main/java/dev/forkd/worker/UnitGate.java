package dev.forkd.worker;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Stands before every unit of a plan: it starts only when it is granted, and one that another worker runs is passed
 * over. Filters are shown the engines' roots; when discovery is over, each of their children that is a {@link Node}
 * is replaced by a {@link StandIn} that asks before anything of the unit is prepared, because preparing already runs the
 * project's code. Other engines' units cannot be stopped once the engine runs: who runs them is settled before.
 */
final class UnitGate implements Gate {

    private final Grants grants;
    private final Set<TestDescriptor> roots = new LinkedHashSet<>();

    UnitGate(Grants grants) {
        this.grants = grants;
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
        if (!grants.complete()) {
            roots.forEach(this::guard);
        }
    }

    @Override
    public List<String> units() {
        return roots.stream()
                .flatMap(root -> root.getChildren().stream())
                .map(unit -> unit.getUniqueId().toString())
                .toList();
    }

    private void guard(TestDescriptor root) {
        List<TestDescriptor> units = new ArrayList<>(root.getChildren());
        units.forEach(root::removeChild);
        for (TestDescriptor unit : units) {
            if (unit instanceof Node<?>) {
                root.addChild(guarded(unit));
            } else if (grants.mayRun(unit.getUniqueId().toString())) {
                root.addChild(unit);
            }
        }
    }

    private TestDescriptor guarded(TestDescriptor unit) {
        String id = unit.getUniqueId().toString();
        return StandIn.of(unit, () -> !grants.mayRun(id), context -> {});
    }
}
