package dev.forkd.client;

import java.time.Duration;
import java.util.function.Supplier;

/** Repeats requests that may safely be made more than once (contract 16). */
final class Retry {
    private static final int TRIES = 3;

    private Retry() {}

    /** Up to three tries while the controller cannot be reached or answers with a 5xx. */
    static <T> T idempotent(Duration pause, Failure context, Supplier<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (UnreachableException | ControllerException | CapacityException e) {
                if (attempt == TRIES || !transientFailure(e)) {
                    throw e;
                }
                Pause.of(pause, context);
            }
        }
    }

    static boolean transientFailure(ForkdException e) {
        return e.status().isEmpty() || e.status().getAsInt() >= 500;
    }
}
