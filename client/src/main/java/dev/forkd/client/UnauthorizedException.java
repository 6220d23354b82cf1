package dev.forkd.client;

/** The controller requires a token, or refused this one: status 401 (contract 2.3). */
public final class UnauthorizedException extends ForkdException {
    UnauthorizedException(Failure failure) {
        super(failure);
    }
}
