package dev.forkd.engine.workers;

import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.ledger.NodeBudget;
import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;

/**
 * Passes a worker's events about its units on to the ledger and to a listener, with the files that tests published, and
 * within the memory that this JVM has. Used by one thread at a time.
 */
final class UnitEvents {
    /** An end whose event has more characters than those of ordinary failures. */
    private static final int LARGE_END = 64 * 1024;

    private final Ledger ledger;
    private final UnitListener listener;
    private final AttachmentFetcher attachments;
    private final PortClashes ports;
    private final LastWords lastWords;
    private final NodeBudget.Share nodes;
    private final EventEncoder encoder = new EventEncoder();

    UnitEvents(
            Ledger ledger,
            UnitListener listener,
            AttachmentFetcher attachments,
            PortClashes ports,
            LastWords lastWords) {
        this.ports = ports;
        this.ledger = ledger;
        this.listener = listener;
        this.attachments = attachments;
        this.lastWords = lastWords;
        this.nodes = ledger.nodes().open();
    }

    void accept(Unit unit, long micros, NodeEvent event, String line) {
        if (event instanceof WorkerEvent.Registered || isLargeEnd(event, line)) {
            count(line);
        }
        ports.look(unit, event, ledger);
        listener.heard(unit.node(), micros, event);
        if (event instanceof WorkerEvent.FilePublished file) {
            // Fetched now, because the sandbox may be gone when the event is replayed.
            attachments
                    .fetch(file)
                    .ifPresent(here ->
                            ledger.accept(unit.id(), micros, here, encoder.encode(new EventLine(0, micros, here))));
        } else {
            ledger.accept(unit.id(), micros, event, line);
        }
    }

    /** Reports keep what is told of an end, so much of it counts as dynamic tests do. */
    private static boolean isLargeEnd(NodeEvent event, String line) {
        return (event instanceof WorkerEvent.Finished || event instanceof WorkerEvent.Skipped)
                && line.length() > LARGE_END;
    }

    /** Counts what this JVM will keep until the end of the run, before anything here does. */
    private void count(String line) {
        if (!nodes.take(line.length())) {
            throw lastWords.lost(
                    "its dynamic tests and their failures are more than this JVM has memory for: " + nodes.count()
                            + " were possible with " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB. Give this JVM more (-Xmx, for example in Surefire's argLine), or let the class make fewer");
        }
    }
}
