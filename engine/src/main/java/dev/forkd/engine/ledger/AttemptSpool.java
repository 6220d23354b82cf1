package dev.forkd.engine.ledger;

import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The entries of one attempt to run a unit. It notes failures, because they decide whether there is another attempt. */
final class AttemptSpool extends Spool {

    private final Map<String, ThrowableData> failures = new LinkedHashMap<>();

    AttemptSpool(Storage storage) {
        super(storage);
    }

    @Override
    void add(Entry entry, String line) {
        if (entry.event() instanceof Finished finished && finished.outcome() == Outcome.FAILED) {
            failures.put(
                    finished.id(),
                    Objects.requireNonNullElseGet(
                            finished.throwable(), () -> Reasons.of(AssertionError.class, "failed without a reason")));
        }
        super.add(entry, line);
    }

    /** The failures of tests and containers, by id. */
    Map<String, ThrowableData> failures() {
        return failures;
    }

    /** Drops what will not be reported. */
    void discard() {
        for (Entry entry = poll(); entry != null; entry = poll()) {
            // Each entry frees its room when it is taken.
        }
        failures.clear();
    }
}
