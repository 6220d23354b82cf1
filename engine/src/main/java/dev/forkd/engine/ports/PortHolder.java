package dev.forkd.engine.ports;

import java.util.Optional;

/**
 * Who held an address that was in use, as far as that can be proved.
 *
 * @param kind who
 * @param port the port, if it is known
 * @param sandbox the id of the sandbox, if it was one
 */
public record PortHolder(Kind kind, Optional<Integer> port, Optional<String> sandbox) {

    /** Kinds of holders. */
    public enum Kind {
        /** Another sandbox of ours, and nobody else. */
        SANDBOX,
        /** The sandbox of the failed test itself. */
        ITSELF,
        /** A process outside of our sandboxes. */
        OTHERS,
        /** Nothing can be proved. */
        UNKNOWN
    }

    static PortHolder unknown() {
        return new PortHolder(Kind.UNKNOWN, Optional.empty(), Optional.empty());
    }

    static PortHolder not(Kind kind, int port) {
        return new PortHolder(kind, Optional.of(port), Optional.empty());
    }
}
