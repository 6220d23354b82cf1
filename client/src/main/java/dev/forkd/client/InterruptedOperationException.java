package dev.forkd.client;

/**
 * The calling thread was interrupted while it waited. Its interrupt flag is set again.
 */
public final class InterruptedOperationException extends ForkdException {
    InterruptedOperationException(Failure failure) {
        super(failure);
    }
}
