package dev.forkd.engine.ledger;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent.Unresolved;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why workers did not find tests of a unit. It keeps no more than can be true, since a worker may make up any number of
 * ids. Not thread-safe; guarded by {@link Ledger}.
 */
final class Unfound {

    private final Unit unit;
    private final Map<String, ThrowableData> reasons = new HashMap<>();

    Unfound(Unit unit) {
        this.unit = unit;
    }

    /** A worker may report the id of an invocation below a leaf, if it was asked for that. */
    void add(Unresolved report) {
        unit.leafOf(report.id()).ifPresent(leaf -> reasons.putIfAbsent(leaf, reasonOf(report)));
    }

    @Nullable
    ThrowableData reasonAt(String leaf) {
        return reasons.get(leaf);
    }

    int size() {
        return reasons.size();
    }

    private static ThrowableData reasonOf(Unresolved missing) {
        ThrowableData given = missing.throwable();
        return given != null
                ? given
                : Reasons.of(
                        IllegalStateException.class,
                        "This test exists here but was not found in the sandbox: " + missing.id()
                                + ". Does its class depend on something that only this machine has?");
    }
}
