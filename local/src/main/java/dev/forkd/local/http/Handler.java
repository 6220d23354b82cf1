package dev.forkd.local.http;

/** Answers requests; called from several threads at once. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers one request. An {@link HttpFailure} is an answer too; any other runtime exception becomes the 500
     * that a panic of the real controller gives.
     *
     * @param request what came in
     * @return what goes back
     * @throws InterruptedException when the server is closing
     */
    Reply handle(Request request) throws InterruptedException;
}
