package dev.forkd.engine.workers;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.hierarchical.Node;

/** A class, nested class, test or template of the host's tree, and what it does when a simulated worker runs it. */
final class SimulatedNode extends AbstractTestDescriptor implements Node<EngineExecutionContext> {

    private final Deed deed;
    private final long nanos;

    SimulatedNode(UniqueId id, Deed deed, long nanos) {
        super(id, id.getLastSegment().getValue());
        this.deed = deed;
        this.nanos = nanos;
    }

    /** What it does. */
    enum Deed {
        PASS,
        FAIL,
        ABORT,
        /** Passes or fails, as it comes. */
        FLAKE,
        /** Is disabled. */
        SKIP,
        /** Registers tests while it runs. */
        TEMPLATE,
        /** Its tests run, and its own end fails or not, as it comes. */
        FLAKY_END,
        /** Never ends, and its worker lives. */
        HANG,
        /** Calls System.exit. */
        EXIT,
        /** Stops its whole machine. */
        STOP,
        /** Is not there in any worker. */
        MISSING,
        /** Ends the worker that discovers it. */
        EXIT_WHEN_DISCOVERED
    }

    Deed deed() {
        return deed;
    }

    long nanos() {
        return nanos;
    }

    @Override
    public Type getType() {
        return deed == Deed.TEMPLATE || !getChildren().isEmpty() ? Type.CONTAINER : Type.TEST;
    }

    @Override
    public boolean mayRegisterTests() {
        return deed == Deed.TEMPLATE;
    }
}
