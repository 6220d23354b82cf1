package dev.forkd.client;

/**
 * No answer came: connection refused or lost, name unknown, TLS failure, or the answer's time limit passed. Whether
 * the controller acted on the request is then unknown, unless the connection was refused.
 */
public final class UnreachableException extends ForkdException {
    /** How far a request came. */
    enum Kind {
        /** There was no connection, so the controller knows nothing of the request. */
        REFUSED,
        /** The connection broke; the request may have been carried out. */
        CUT,
        /** No answer came in time; the controller may still be working on it. */
        LATE,
        /** Anything else, such as a failure of TLS. */
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
     * Tells whether the connection broke after the request had been sent, so that nobody knows what became of it.
     *
     * @return {@code true} if it did
     */
    public boolean cut() {
        return kind == Kind.CUT;
    }

    /** Whether nobody listens or the connection broke: true of a controller that restarts, too. */
    boolean disconnected() {
        return kind == Kind.REFUSED || kind == Kind.CUT;
    }
}
