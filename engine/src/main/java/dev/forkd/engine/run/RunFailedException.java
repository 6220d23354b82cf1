package dev.forkd.engine.run;

import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/** The tests could not be run in sandboxes at all: what failed, where, why, and what to do. */
public final class RunFailedException extends JUnitException {

    private static final long serialVersionUID = 1L;

    RunFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
