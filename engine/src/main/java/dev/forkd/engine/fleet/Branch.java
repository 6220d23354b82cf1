package dev.forkd.engine.fleet;

import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.InterruptedOperationException;
import dev.forkd.client.Lease;
import dev.forkd.client.Sandbox;
import dev.forkd.client.SandboxLostException;
import dev.forkd.client.UnreachableException;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.place.Places;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tag from which the sandboxes of a run are forked, by shipping to a primer and branching it. A failed branch
 * is not repeated on the same primer, because the primer is then dead (contract 8.5). If the branch's answer was lost,
 * another primer is made and branched under another tag. Closing deletes the tags.
 */
final class Branch implements AutoCloseable {

    private static final String PRIMER = "the primer (the sandbox that the others are forked from)";

    private final ControllerConnection connection;
    private final ForkdClient client;
    private final ForkdConfiguration configuration;
    private final Places places;
    private final Lease lease;
    private final EventDecoder decoder;
    private final Optional<SetUp> setUp;
    private final Origin origin;
    private final Host host;
    /** All tags that may exist at the controller. */
    private final List<String> tags = new ArrayList<>();

    /** Those of them that the controller has confirmed. */
    private final Set<String> made = new HashSet<>();

    private Optional<String> tag = Optional.empty();
    private @Nullable WaitingWorker waiting;

    Branch(
            ControllerConnection connection,
            ForkdConfiguration configuration,
            Places places,
            Lease lease,
            EventDecoder decoder,
            Optional<SetUp> setUp,
            Origin origin,
            Host host) {
        this.connection = connection;
        this.client = connection.client();
        this.configuration = configuration;
        this.places = places;
        this.lease = lease;
        this.decoder = decoder;
        this.setUp = setUp;
        this.origin = origin;
        this.host = host;
    }

    /**
     * Makes the tag. Afterwards there is none if nothing needs to be shipped, or if the branch failed and each sandbox
     * must be shipped to.
     *
     * @param warm whether a worker is to wait in the primer
     */
    void make(boolean warm) {
        try {
            tag = attempt(warm);
        } catch (FailedBranchException first) {
            if (first.again) {
                host.say("forkd: " + first.what + "; trying once more, with a new primer and a new tag.");
                // It is not known whether the kept tag was to blame.
                origin.giveUp(first.reason);
                makeAgain(warm);
            } else {
                shipToEach(first);
            }
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException | RunFailedException e) {
            if (!origin.isKept()) {
                throw e;
            }
            origin.giveUp(e);
            make(warm);
        }
    }

    private void makeAgain(boolean warm) {
        try {
            tag = attempt(warm);
        } catch (FailedBranchException second) {
            shipToEach(second);
        }
    }

    /** Returns the tag, if it was made. */
    Optional<String> tag() {
        return tag;
    }

    /** Returns the waiting worker whose copies are in the forked sandboxes; empty if each worker must be started. */
    Optional<WaitingWorker> waiting() {
        return Optional.ofNullable(waiting);
    }

    private void shipToEach(FailedBranchException e) {
        host.say("forkd: shipping to each sandbox, because " + PRIMER + " could not be branched: " + e.getMessage());
    }

    private Optional<String> attempt(boolean warm) throws FailedBranchException {
        String name = "fj-" + UUID.randomUUID();
        FleetRequest primer = SandboxRequests.of(configuration, origin.tag(), 1, 1);
        Fleet fleet = Fleet.start(client, primer, lease);
        try {
            return prepareAndBranch(fleet.sandboxes().get(0), name, warm);
        } catch (SandboxLostException e) {
            throw new FailedBranchException(e, true, PRIMER + " was lost");
        } finally {
            close(fleet);
            // Deleted only after the primer: the controller finishes a branch in progress before it deletes its source
            // (contract 5.4).
            if (tags.contains(name) && !made.contains(name)) {
                deleteNow(name);
            }
        }
    }

    private Optional<String> prepareAndBranch(Sandbox sandbox, String name, boolean warm) throws FailedBranchException {
        if (places.decide(sandbox).isThisMachine() && !warm) {
            return Optional.empty();
        }
        places.ship(sandbox);
        Optional<WaitingWorker> worker = warm
                ? new WaitingWorkerStart(configuration.startTimeout(), decoder, setUp, host)
                        .in(sandbox, places.enter(sandbox))
                : Optional.empty();
        if (worker.isEmpty() && places.decide(sandbox).isThisMachine()) {
            return Optional.empty();
        }
        lease.recordTag(name);
        tags.add(name);
        try {
            branch(sandbox, name, worker);
            made.add(name);
            return Optional.of(name);
        } catch (SandboxLostException e) {
            throw e;
        } catch (ForkdException e) {
            boolean answerLost = e instanceof UnreachableException unreachable && unreachable.cut();
            throw new FailedBranchException(e, answerLost, "the answer to the branch was lost");
        }
    }

    /** The branch is there whether or not its source can be deleted; the lease remembers the source. */
    private void close(Fleet fleet) {
        try {
            fleet.close();
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException e) {
            host.say("forkd: " + PRIMER + " is deleted later: " + OutputTail.clean(String.valueOf(e.getMessage())));
        }
    }

    private void branch(Sandbox sandbox, String name, Optional<WaitingWorker> worker) {
        Optional<String> filesOnly = BranchWarning.filesOnly(sandbox.branch(name));
        waiting = filesOnly.isPresent() ? null : worker.orElse(null);
        if (filesOnly.isPresent() && worker.isPresent()) {
            host.say("forkd: each worker is started by itself: " + OutputTail.clean(filesOnly.get()) + ".");
        }
    }

    /**
     * Tries to delete a tag. It stays in the list and in the lease, because a tag whose answer was lost may still
     * appear later.
     */
    private void deleteNow(String name) {
        try {
            client.deleteSnapshot(name);
        } catch (ForkdException e) {
            host.say("forkd: the tag " + name + " is deleted later: "
                    + OutputTail.clean(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() {
        tag = Optional.empty();
        waiting = null;
        if (tags.isEmpty() || !connection.answers()) {
            return;
        }
        for (String name : tags) {
            client.deleteSnapshot(name);
            lease.forgetTag(name);
        }
        tags.clear();
    }

    /** The primer could not be branched. */
    @SuppressWarnings("serial")
    private static final class FailedBranchException extends Exception {
        /** Whether another primer may do better. */
        private final boolean again;

        private final String what;
        private final ForkdException reason;

        FailedBranchException(ForkdException cause, boolean again, String what) {
            super(cause.getMessage(), cause);
            this.again = again;
            this.what = what;
            this.reason = cause;
        }
    }
}
