package dev.forkd.engine.replay;

import org.jspecify.annotations.Nullable;

/** Like {@link RemoteFailure}, for an original that is an {@link AssertionError}: reports count these separately. */
public class RemoteAssertion extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final String text;

    protected RemoteAssertion(@Nullable String message, String text) {
        super(message);
        this.text = text;
    }

    @SuppressWarnings("OverrideThrowableToString") // The original did so, and reports print the text.
    @Override
    public String toString() {
        return text;
    }
}
