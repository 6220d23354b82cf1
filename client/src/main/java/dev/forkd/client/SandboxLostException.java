package dev.forkd.client;

/**
 * The sandbox is gone: it was deleted, or its guest no longer answers (contract 5.4). What ran in it is lost; replace
 * the sandbox.
 */
public final class SandboxLostException extends ForkdException {
    SandboxLostException(Failure failure) {
        super(failure);
    }
}
