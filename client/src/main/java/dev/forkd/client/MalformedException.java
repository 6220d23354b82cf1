package dev.forkd.client;

/** Text from a guest, a lease file or a peer is not what it should be. Its message may be shown. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
