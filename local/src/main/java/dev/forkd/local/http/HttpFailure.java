package dev.forkd.local.http;

/** Ends the handling of a request with an error reply. */
public final class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    /**
     * Makes an exception that carries a reply to the server.
     *
     * @param reply the answer to send
     */
    public HttpFailure(Reply reply) {
        super("HTTP " + reply.status(), null, false, false);
        this.reply = reply;
    }

    /**
     * Returns the answer to send.
     *
     * @return the reply
     */
    public Reply reply() {
        return reply;
    }
}
