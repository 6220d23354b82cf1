package dev.forkd.client;

/**
 * The controller failed, or answered with a status that has no meaning here: 500, a redirect, and others. A 500 may
 * stand for a dead sandbox (contract 6.2).
 */
public final class ControllerException extends ForkdException {
    ControllerException(Failure failure) {
        super(failure);
    }
}
