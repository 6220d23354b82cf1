package dev.forkd.local.http;

/** Answers requests; called from several threads at once. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers one request. A thrown {@link HttpFailure} is an answer as well; any other runtime exception becomes the
     * status 500 that a panic in the real controller gives.
     *
     * @param request the request
     * @return the answer
     * @throws InterruptedException if the server is closing
     */
    Reply handle(Request request) throws InterruptedException;
}
