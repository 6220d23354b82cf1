package dev.forkd.engine.host;

import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/** The tests could not be run in sandboxes at all: what failed, where, why, and what to do. */
public final class RunFailedException extends JUnitException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what failed, where, why, and what to do
     * @param cause what lies behind it, if anything
     */
    public RunFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
