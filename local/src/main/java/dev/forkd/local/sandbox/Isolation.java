package dev.forkd.local.sandbox;

/** How the sandboxes of a local controller are kept apart from each other. No kind protects the host. */
public sealed interface Isolation {

    /**
     * Describes the isolation in one sentence for the user.
     *
     * @return what separates the sandboxes, and why not more
     */
    String description();

    /** Which kind of isolation a controller uses. */
    enum Choice {
        /** Namespaces if a probe shows that they work, otherwise plain processes. */
        AUTO,
        /** Namespaces; the controller does not start if they do not work. */
        NAMESPACES,
        /** Plain processes, even where namespaces would work. */
        PLAIN
    }

    /**
     * Each sandbox has its own {@code /tmp} and its own process ids, and all its processes die with the first one.
     *
     * @param userNamespace whether a user namespace was needed, because the controller is not root
     * @param networks whether a sandbox can have a network of its own, which has only a loopback device
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
     * Each sandbox has a private directory and {@code TMPDIR}, but shares {@code /tmp} and process ids with the rest of
     * the machine.
     *
     * @param reason why namespaces are not used
     */
    record Plain(String reason) implements Isolation {
        @Override
        public String description() {
            return "plain processes: " + reason;
        }
    }
}
