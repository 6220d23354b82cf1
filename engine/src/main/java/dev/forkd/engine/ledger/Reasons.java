package dev.forkd.engine.ledger;

import dev.forkd.worker.protocol.ThrowableData;
import org.jspecify.annotations.Nullable;

/** Makes our own failures look like those that workers send, so that both are handled in the same way. */
public final class Reasons {

    private Reasons() {}

    /**
     * Makes a failure from a throwable of this JVM. Its stack trace is left out, because it shows only our threads.
     *
     * @param throwable the throwable
     * @return the failure
     */
    public static ThrowableData of(Throwable throwable) {
        return ThrowableData.plain(throwable.getClass().getName(), throwable.getMessage(), throwable.toString(), false);
    }

    static ThrowableData of(Class<? extends Throwable> type, @Nullable String message) {
        return ThrowableData.plain(type.getName(), message, type.getName() + ": " + message, false);
    }
}
