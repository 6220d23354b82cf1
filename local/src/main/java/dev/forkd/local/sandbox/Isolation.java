package dev.forkd.local.sandbox;

/** How the sandboxes of a local controller are kept apart from each other. Neither kind protects the host. */
public sealed interface Isolation {

    /**
     * One sentence for people.
     *
     * @return what separates the sandboxes, and why it is not more
     */
    String description();

    /** Which kind of isolation a controller is to use. */
    enum Choice {
        /** Namespaces where a probe shows that they work, else plain processes. */
        AUTO,
        /** Namespaces, or refuse to start. */
        NAMESPACES,
        /** Plain processes, even where namespaces would work. */
        PLAIN
    }

    /**
     * Each sandbox has its own {@code /tmp}, its own process ids, and dies as a whole with its first process.
     *
     * @param userNamespace whether an own user namespace was needed, because the controller is not root
     * @param networks whether a sandbox can have a network of its own: a loopback device and nothing else
     */
    record Namespaces(boolean userNamespace, boolean networks) implements Isolation {
        @Override
        public String description() {
            return "own mount and process namespaces"
                    + (userNamespace ? ", in a user namespace" : "")
                    + (networks ? "" : ", always with this machine's network");
        }
    }

    /**
     * Each sandbox has a private directory and {@code TMPDIR}, and shares {@code /tmp} and process ids with
     * everything else.
     *
     * @param reason why there are no namespaces
     */
    record Plain(String reason) implements Isolation {
        @Override
        public String description() {
            return "plain processes: " + reason;
        }
    }
}
