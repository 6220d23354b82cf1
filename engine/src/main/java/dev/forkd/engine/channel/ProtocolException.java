package dev.forkd.engine.channel;

import org.junit.platform.commons.JUnitException;

/** A worker wrote something that is not an event stream of this version. It is not trusted any further. */
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
