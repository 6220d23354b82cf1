package dev.forkd.engine.replay;

import dev.forkd.engine.ledger.Entry;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is still reported once the run is cancelled. As in one process, what was begun ends, and what was not is skipped:
 * a worker may have run it already, because workers are ahead of what is reported. Used by one thread.
 */
public final class AfterCancellation {

    /** The reason that Jupiter gives. */
    public static final String REASON = "Execution cancelled";

    /** Those that were reported as skipped here although a worker runs them, until they end there. */
    private final Set<String> skipped = new HashSet<>();

    /**
     * Tells what to report of an entry.
     *
     * @param entry the entry
     * @return what to report in its place; nothing if it belongs to what is skipped
     */
    public Optional<Entry> reported(Entry entry) {
        NodeEvent event = entry.event();
        String id = event.id();
        if (id == null) {
            return Optional.of(entry);
        }
        if (isSkipped(id)) {
            if (event instanceof Finished) {
                skipped.remove(id);
            }
            return Optional.empty();
        }
        if (event instanceof Started) {
            skipped.add(id);
        }
        return Optional.of(
                event instanceof Started || event instanceof Skipped
                        ? new Entry(entry.micros(), new Skipped(id, REASON))
                        : entry);
    }

    /** Takes time in proportion to the depth of the id, and not to the number of skipped nodes, which workers decide. */
    private boolean isSkipped(String id) {
        for (int end = id.length(); end > 0; end = id.lastIndexOf('/', end - 1)) {
            if (skipped.contains(id.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
