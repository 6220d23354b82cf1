package dev.forkd.local.http;

/** Ends a request by closing the connection without any answer. */
public final class ConnectionDrop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one; it carries nothing. */
    public ConnectionDrop() {
        super("connection dropped", null, false, false);
    }
}
