package dev.forkd.worker;

import org.jspecify.annotations.Nullable;
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
                    unit instanceof Node<?> ? StandIn.of(unit, () -> false, this::watch, checkpoint::await) : unit);
        }
    }

    /**
     * Before the checkpoint, events are kept for the copies, so nobody would hear of a set-up that has failed and stands
     * still. It ends, and is frozen where it fails again, in an ordinary sandbox.
     */
    private void watch(@Nullable Object context) {
        halts.watch(context, checkpoint::reached);
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
