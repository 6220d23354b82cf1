package dev.forkd.client;

/**
 * No answer came: connection refused or lost, name unknown, TLS failure, or the answer's time limit passed. Whether
 * the controller acted on the request is then unknown, unless the connection was refused.
 */
public final class UnreachableException extends ForkdException {
    UnreachableException(Failure failure) {
        super(failure);
    }
}
