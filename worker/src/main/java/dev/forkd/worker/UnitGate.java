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
 * Controls the start of every unit in a plan: a unit starts only once it is granted, and is passed over if another
 * worker runs it. As a filter this class gets hold of the engines' roots. When discovery is over, each child of a root
 * that is a {@link Node} is replaced by a {@link StandIn}, which asks for the grant before the unit is prepared, as
 * preparing already runs code of the project. Units of other engines cannot be stopped once the engine runs, so for
 * these the decision is awaited first.
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
