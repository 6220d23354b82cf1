package dev.forkd.client;

/**
 * A wait of this client passed its deadline: readiness, the controller's lock, or the end of a process.
 */
public final class DeadlineException extends ForkdException {
    DeadlineException(Failure failure) {
        super(failure);
    }
}
