package dev.forkd.engine.channel;

import org.junit.platform.commons.JUnitException;

/** A worker sent something that is not a valid event stream of this version. Nothing more is accepted from it. */
public final class ProtocolException extends JUnitException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was wrong
     */
    public ProtocolException(String message) {
        super(message);
    }
}
