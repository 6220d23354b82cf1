package dev.forkd.client;

/**
 * A wait of this client passed its deadline, for example for a sandbox to be ready, for the controller's lock, for a
 * process to end or for a download.
 */
public final class DeadlineException extends ForkdException {
    DeadlineException(Failure failure) {
        super(failure);
    }
}
