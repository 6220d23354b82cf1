package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to keep sandboxes apart. A {@link SandboxHost} asks its kinds one after the other and takes the first that
 * works on this machine.
 */
sealed interface ConfinementKind permits NamespaceKind, PlainKind {

    /** Finds out by trying why this machine cannot have it; empty when it can. */
    Optional<String> whyNot() throws InterruptedException;

    /**
     * Names this kind.
     *
     * @param reason why it was chosen and not another one
     */
    Isolation isolation(String reason);

    /** Begins to start a sandbox, so that several can start side by side. */
    Starting start(Wanted wanted) throws IOException;

    /**
     * What a sandbox shall be like.
     *
     * @param snapshot directory whose content it finds in its own, or {@code null}
     * @param ownNetwork whether it has a network of its own, where this kind can give it one
     * @param firstNumber processes get ids above this, where this kind can do that; 0 for any
     */
    record Wanted(@Nullable Path snapshot, boolean ownNetwork, int firstNumber) {}

    /** Kills what a sandbox of this host may have left running. */
    void killLeftovers();

    /** A sandbox that was begun. */
    interface Starting {
        /** Waits until commands can run in it. */
        Confinement await() throws IOException, InterruptedException;

        /** Ends it without waiting. */
        void abandon();
    }
}
