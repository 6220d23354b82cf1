package dev.forkd.worker;

import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** Stops the plan of a single class at its checkpoint. After that it passes over the tests that other copies run. */
final class CheckpointGate extends Gate {

    private final Checkpoint checkpoint;
    private final Halts halts;

    CheckpointGate(Checkpoint checkpoint, Halts halts) {
        this.checkpoint = checkpoint;
        this.halts = halts;
    }

    @Override
    void change(TestDescriptor root) {
        for (TestDescriptor unit : detachChildren(root)) {
            guardBelow(unit);
            root.addChild(
                    unit instanceof Node<?> ? StandIn.of(unit, () -> false, halts::watch, checkpoint::await) : unit);
        }
    }

    private void guardBelow(TestDescriptor node) {
        for (TestDescriptor child : detachChildren(node)) {
            guardBelow(child);
            String id = child.getUniqueId().toString();
            node.addChild(
                    child instanceof Node<?>
                            ? StandIn.of(child, () -> !checkpoint.runs(id), context -> {}, context -> {})
                            : child);
        }
    }
}
