package dev.forkd.engine.ledger;

import dev.forkd.worker.protocol.ThrowableData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The failures of attempts that were followed by another one, by test or container. Guarded by {@link Ledger}. */
final class EarlierAttempts {

    /** Of further failures, only the message is kept, because all of this stays in memory. */
    private static final int MAX_WITH_STACK = 1_000;

    private final Map<String, List<FailedAttempt>> failures = new HashMap<>();
    private int kept;

    void add(String id, int attempt, ThrowableData failure) {
        failures.computeIfAbsent(id, key -> new ArrayList<>())
                .add(new FailedAttempt(attempt, ++kept > MAX_WITH_STACK ? shortened(failure) : failure));
    }

    List<FailedAttempt> of(String id) {
        return List.copyOf(failures.getOrDefault(id, List.of()));
    }

    /** Takes back the failures of an attempt that is now reported itself. */
    void remove(String id, int attempt) {
        failures.getOrDefault(id, new ArrayList<>()).removeIf(failed -> failed.number() == attempt);
    }

    /** Moves failures to another node, because the one that failed is missing in the attempt that is reported. */
    void move(String from, String to) {
        List<FailedAttempt> moved = failures.remove(from);
        if (moved != null) {
            failures.computeIfAbsent(to, key -> new ArrayList<>()).addAll(moved);
        }
    }

    private static ThrowableData shortened(ThrowableData failure) {
        return ThrowableData.plain(failure.type(), failure.message(), failure.text(), failure.assertion());
    }
}
