package dev.forkd.engine.ledger;

import dev.forkd.worker.protocol.ThrowableData;
import org.jspecify.annotations.Nullable;

/** Makes reasons of our own look like those that workers send, so that both go the same way. */
public final class Reasons {

    private Reasons() {}

    /**
     * Makes a reason from a throwable of this JVM; its stack is left out, because it shows only our threads.
     *
     * @param throwable what happened
     * @return the reason
     */
    public static ThrowableData of(Throwable throwable) {
        return ThrowableData.plain(throwable.getClass().getName(), throwable.getMessage(), throwable.toString(), false);
    }

    static ThrowableData of(Class<? extends Throwable> type, @Nullable String message) {
        return ThrowableData.plain(type.getName(), message, type.getName() + ": " + message, false);
    }
}
