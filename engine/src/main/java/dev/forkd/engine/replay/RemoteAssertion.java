package dev.forkd.engine.replay;

import org.jspecify.annotations.Nullable;

/** {@link RemoteFailure} for an original that was an {@link AssertionError}: reports count those apart. */
public class RemoteAssertion extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final String text;

    protected RemoteAssertion(@Nullable String message, String text) {
        super(message);
        this.text = text;
    }

    @SuppressWarnings("OverrideThrowableToString") // The original did, and reports print it.
    @Override
    public String toString() {
        return text;
    }
}
