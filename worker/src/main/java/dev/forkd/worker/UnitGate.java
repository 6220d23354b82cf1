package dev.forkd.worker;

import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * Controls the start of every unit in a plan: a unit starts only once it is granted, and is passed over if another
 * worker runs it. Each child of a root that is a {@link Node} is replaced by a {@link StandIn}, which asks for the grant
 * before the unit is prepared, as preparing already runs code of the project. Units of other engines cannot be stopped
 * once the engine runs, so for these the decision is awaited first.
 */
final class UnitGate extends Gate {

    private final Grants grants;
    private final Halts halts;

    UnitGate(Grants grants, Halts halts) {
        this.grants = grants;
        this.halts = halts;
    }

    @Override
    void change(TestDescriptor root) {
        if (grants.complete() && !halts.allowed()) {
            return;
        }
        for (TestDescriptor unit : detachChildren(root)) {
            String id = unit.getUniqueId().toString();
            if (unit instanceof Node<?>) {
                root.addChild(StandIn.of(
                        unit, () -> !grants.mayRun(id), context -> halts.watch(context, () -> true), context -> {}));
            } else if (grants.mayRun(id)) {
                root.addChild(unit);
            }
        }
    }
}
