package dev.forkd.client;

/** The answer is not what the contract promises: not JSON, a missing field, an unsafe id, or too large. */
public final class UnreadableAnswerException extends ForkdException {
    UnreadableAnswerException(Failure failure) {
        super(failure);
    }
}
