package dev.forkd.client;

/**
 * No answer came: the connection was refused or lost, the name is unknown, TLS failed, or the answer's time limit
 * passed. Unless the connection was refused, it is unknown whether the controller acted on the request.
 */
public final class UnreachableException extends ForkdException {
    /** How far the request got. */
    enum Kind {
        /** No connection was made, so the controller knows nothing of the request. */
        REFUSED,
        /** The connection broke; the request may have been carried out. */
        CUT,
        /** No answer came in time; the controller may still be working on it. */
        LATE,
        /** Anything else, such as a TLS failure. */
        OTHER
    }

    private final Kind kind;

    UnreachableException(Kind kind, Failure failure) {
        super(failure);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /**
     * Tells whether the connection broke after the request may have been sent, so that its outcome is unknown.
     *
     * @return {@code true} if it did
     */
    public boolean cut() {
        return kind == Kind.CUT;
    }

    /** Tells whether the connection was refused or broke, which also happens while a controller restarts. */
    boolean disconnected() {
        return kind == Kind.REFUSED || kind == Kind.CUT;
    }
}
