package dev.forkd.engine.workers;

import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.ports.AddressInUse;
import dev.forkd.engine.ports.PortSearch;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;

/**
 * Looks who held the port when a test of one worker's sandbox met an address in use, at once, because the holder may let
 * it go. Used by one thread at a time.
 */
final class PortClashes {

    private final PortSearch ports;
    private final String sandbox;

    PortClashes(PortSearch ports, String sandbox) {
        this.ports = ports;
        this.sandbox = sandbox;
    }

    /** Looks at an event that the ledger is about to get. */
    void look(Unit unit, NodeEvent event, Ledger ledger) {
        if (event instanceof Finished finished && finished.outcome() == Outcome.FAILED && ledger.mayClash(unit)) {
            AddressInUse.in(finished.throwable()).ifPresent(inUse -> ledger.clash(unit, ports.find(inUse, sandbox)));
        }
    }
}
