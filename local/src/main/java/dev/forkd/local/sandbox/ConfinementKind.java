package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way of keeping sandboxes apart. A {@link SandboxHost} tries the kinds one after the other and uses the first that
 * works on this machine.
 */
sealed interface ConfinementKind permits NamespaceKind, PlainKind {

    /** Finds out by trying why this kind does not work on this machine; empty if it works. */
    Optional<String> whyNot() throws InterruptedException;

    /**
     * Describes this kind to the user.
     *
     * @param reason why this kind was chosen and not a better one
     */
    Isolation isolation(String reason);

    /** Begins to start a sandbox, so that several can start in parallel. */
    Starting start(Wanted wanted) throws IOException;

    /**
     * The properties that a sandbox is to have.
     *
     * @param snapshot directory whose content is copied into the sandbox, or {@code null}
     * @param ownNetwork whether the sandbox gets a network of its own, if this kind can provide it
     * @param firstNumber the sandbox's process ids start above this number, if this kind can provide it; 0 for any
     */
    record Wanted(@Nullable Path snapshot, boolean ownNetwork, int firstNumber) {}

    /** Kills processes that sandboxes of this host may have left running. */
    void killLeftovers();

    /** A sandbox whose start has begun. */
    interface Starting {
        /** Waits until commands can run in the sandbox. */
        Confinement await() throws IOException, InterruptedException;

        /** Kills the sandbox without waiting. */
        void abandon();
    }
}
