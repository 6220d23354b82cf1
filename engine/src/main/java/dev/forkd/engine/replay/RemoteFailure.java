package dev.forkd.engine.replay;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a throwable of a sandbox whose class cannot be made again in this JVM. It prints the same text as the
 * original.
 */
public class RemoteFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    protected RemoteFailure(@Nullable String message, String text) {
        super(message);
        this.text = text;
    }

    @SuppressWarnings("OverrideThrowableToString") // The original did so, and reports print the text.
    @Override
    public String toString() {
        return text;
    }
}
