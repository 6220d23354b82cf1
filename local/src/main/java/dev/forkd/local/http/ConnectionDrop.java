package dev.forkd.local.http;

/** Ends a request by closing the connection without an answer. */
public final class ConnectionDrop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception without a stack trace. */
    public ConnectionDrop() {
        super("connection dropped", null, false, false);
    }
}
