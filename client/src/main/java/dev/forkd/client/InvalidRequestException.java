package dev.forkd.client;

/**
 * A request that cannot succeed. Mostly it was refused by this client before anything was sent (contract 16);
 * statuses 400, 405, 415 and 422 are the controller saying the same (contract 3).
 */
public final class InvalidRequestException extends ForkdException {
    InvalidRequestException(Failure failure) {
        super(failure);
    }
}
