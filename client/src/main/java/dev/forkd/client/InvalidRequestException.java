package dev.forkd.client;

/**
 * A request that cannot succeed. Usually this client refused it before sending anything (contract 16); statuses 400,
 * 405, 415 and 422 mean that the controller refused it (contract 3).
 */
public final class InvalidRequestException extends ForkdException {
    InvalidRequestException(Failure failure) {
        super(failure);
    }
}
