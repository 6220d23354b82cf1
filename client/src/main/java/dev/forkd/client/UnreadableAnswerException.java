package dev.forkd.client;

/**
 * An answer that is not what the contract promises: no JSON, a missing field, an unsafe id, or too large.
 */
public final class UnreadableAnswerException extends ForkdException {
    UnreadableAnswerException(Failure failure) {
        super(failure);
    }
}
