package dev.forkd.local.http;

/** Ends the handling of a request with a reply that was not the plan. */
public final class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    /**
     * Carries a reply up to the server.
     *
     * @param reply what to answer
     */
    public HttpFailure(Reply reply) {
        super("HTTP " + reply.status(), null, false, false);
        this.reply = reply;
    }

    /**
     * The answer.
     *
     * @return the reply
     */
    public Reply reply() {
        return reply;
    }
}
