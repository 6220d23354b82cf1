package dev.forkd.engine.fleet;

import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Lease;
import dev.forkd.client.Sandbox;
import dev.forkd.client.UnreachableException;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.place.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tag that the sandboxes of a run are forked from: ships to a primer and branches it. A branch is never
 * repeated, because its source is dead when it fails (contract 8.5); when its answer was lost, another primer is made, and
 * branched under another name. Closing it deletes the tags.
 */
final class Branch implements AutoCloseable {

    private final ControllerConnection connection;
    private final ForkdClient client;
    private final ForkdConfiguration configuration;
    private final FleetRequest primer;
    private final Places places;
    private final Lease lease;
    private final EventDecoder decoder;
    private final Host host;
    /** All that may exist at the controller. */
    private final List<String> tags = new ArrayList<>();

    private @Nullable WaitingWorker waiting;

    Branch(
            ControllerConnection connection,
            ForkdConfiguration configuration,
            FleetRequest primer,
            Places places,
            Lease lease,
            EventDecoder decoder,
            Host host) {
        this.connection = connection;
        this.client = connection.client();
        this.configuration = configuration;
        this.primer = primer;
        this.places = places;
        this.lease = lease;
        this.decoder = decoder;
        this.host = host;
    }

    /**
     * Makes the tag.
     *
     * @param warm whether a worker is to wait in the primer
     * @return its name, or nothing when there is nothing to ship, or each sandbox must be shipped to
     */
    Optional<String> make(boolean warm) {
        try {
            return attempt(warm);
        } catch (FailedBranchException first) {
            if (!first.answerLost) {
                return shipToEach(first);
            }
            host.say("forkd: the answer to the branch was lost; trying once more, with a new primer and a new tag.");
        }
        try {
            return attempt(warm);
        } catch (FailedBranchException second) {
            return shipToEach(second);
        }
    }

    /** In whose copies the workers of this run are; nothing when each is started by itself. */
    Optional<WaitingWorker> waiting() {
        return Optional.ofNullable(waiting);
    }

    private Optional<String> shipToEach(FailedBranchException e) {
        host.say("forkd: shipping to each sandbox, because the primer could not be branched: " + e.getMessage());
        return Optional.empty();
    }

    private Optional<String> attempt(boolean warm) throws FailedBranchException {
        String tag = "fj-" + UUID.randomUUID();
        ForkdException failure;
        try (Fleet fleet = Fleet.start(client, primer, lease)) {
            Sandbox sandbox = fleet.sandboxes().get(0);
            if (places.decide(sandbox).isThisMachine() && !warm) {
                return Optional.empty();
            }
            places.ship(sandbox);
            Optional<WaitingWorker> worker = warm
                    ? WaitingWorker.start(sandbox, places.enter(sandbox), configuration.startTimeout(), decoder, host)
                    : Optional.empty();
            if (worker.isEmpty() && places.decide(sandbox).isThisMachine()) {
                return Optional.empty();
            }
            lease.recordTag(tag);
            tags.add(tag);
            try {
                branch(sandbox, tag, worker);
                return Optional.of(tag);
            } catch (ForkdException e) {
                failure = e;
            }
        }
        // Only after the primer: a branch that still goes on ends before its source is deleted (contract 5.4).
        deleteNow(tag);
        throw new FailedBranchException(failure);
    }

    private void branch(Sandbox sandbox, String tag, Optional<WaitingWorker> worker) {
        Optional<String> filesOnly = BranchWarning.filesOnly(sandbox.branch(tag));
        waiting = filesOnly.isPresent() ? null : worker.orElse(null);
        if (filesOnly.isPresent() && worker.isPresent()) {
            host.say("forkd: each worker is started by itself: " + OutputTail.clean(filesOnly.get()) + ".");
        }
    }

    /** It stays in the list and in the lease, since a tag whose answer was lost may appear later. */
    private void deleteNow(String tag) {
        try {
            client.deleteSnapshot(tag);
        } catch (ForkdException e) {
            host.say(
                    "forkd: the tag " + tag + " is deleted later: " + OutputTail.clean(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() {
        if (tags.isEmpty() || !connection.answers()) {
            return;
        }
        for (String tag : tags) {
            client.deleteSnapshot(tag);
            lease.forgetTag(tag);
        }
        tags.clear();
    }

    /** A primer that could not be branched. */
    @SuppressWarnings("serial")
    private static final class FailedBranchException extends Exception {
        private final boolean answerLost;

        FailedBranchException(ForkdException cause) {
            super(cause.getMessage(), cause);
            this.answerLost = cause instanceof UnreachableException unreachable && unreachable.cut();
        }
    }
}
