package dev.forkd.action.run;

import org.jspecify.annotations.Nullable;

/** The run could not be done. The message says what the user can do about it. */
final class RunFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
