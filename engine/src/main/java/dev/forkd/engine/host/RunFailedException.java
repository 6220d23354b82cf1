package dev.forkd.engine.host;

import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/** No test could be run in sandboxes. The message says what failed, where, why, and what to do. */
public final class RunFailedException extends JUnitException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what failed, where, why, and what to do
     * @param cause the cause, if any
     */
    public RunFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
