package dev.forkd.client;

/** The tag already exists, is in use, or cannot be booted: status 409 (contract 8.1). */
public final class ConflictException extends ForkdException {
    ConflictException(Failure failure) {
        super(failure);
    }
}
