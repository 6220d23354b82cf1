package dev.forkd.client;

/** The sandbox or tag does not exist, or the controller's version lacks this call: status 404 (contract 3). */
public final class NotFoundException extends ForkdException {
    NotFoundException(Failure failure) {
        super(failure);
    }
}
