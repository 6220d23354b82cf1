package dev.forkd.client;

/**
 * The controller has no room: status 503 (all branch slots taken, contract 8.6), 429, or 413 for a body above its limit
 * (contract 2.2); also thrown when 200 calls of this client are already under way.
 */
public final class CapacityException extends ForkdException {
    CapacityException(Failure failure) {
        super(failure);
    }
}
