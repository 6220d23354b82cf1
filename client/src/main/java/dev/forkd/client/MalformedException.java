package dev.forkd.client;

/** Text from a guest, a lease file or a peer does not have the expected form. The message is safe to show. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
