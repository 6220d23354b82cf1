package dev.forkd.client;

/**
 * The tag exists, is in use or is not bootable: status 409 (contract 8.1).
 */
public final class ConflictException extends ForkdException {
    ConflictException(Failure failure) {
        super(failure);
    }
}
