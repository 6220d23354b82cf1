package dev.forkd.engine.replay;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a throwable of a sandbox whose class this JVM cannot make again. It prints as the original did.
 */
public class RemoteFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    protected RemoteFailure(@Nullable String message, String text) {
        super(message);
        this.text = text;
    }

    @SuppressWarnings("OverrideThrowableToString") // The original did, and reports print it.
    @Override
    public String toString() {
        return text;
    }
}
