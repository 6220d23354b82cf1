package dev.forkd.client;

/**
 * The controller failed, or answered with a status that this client does not expect: a 500, a redirect, and others. A
 * 500 may also mean that the sandbox is dead (contract 6.2).
 */
public final class ControllerException extends ForkdException {
    ControllerException(Failure failure) {
        super(failure);
    }
}
