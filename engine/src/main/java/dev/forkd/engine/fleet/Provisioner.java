package dev.forkd.engine.fleet;

import dev.forkd.client.ControllerException;
import dev.forkd.client.Fleet;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.InterruptedOperationException;
import dev.forkd.client.Lease;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.client.SandboxLostException;
import dev.forkd.engine.cache.KeptTags;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Warm;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.place.Place;
import dev.forkd.engine.place.Places;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Creates sandboxes that have what the tests need. For several sandboxes on another machine the inputs are shipped
 * once, to a primer, and the sandboxes are forked from it. If branching fails, the inputs are shipped to each sandbox.
 * A class that is set up only once is set up in the primer, before it is branched.
 */
public final class Provisioner implements AutoCloseable {

    private final ControllerConnection connection;
    private final ForkdClient client;
    private final ForkdConfiguration configuration;
    private final Places places;
    private final Lease lease;
    private final Optional<SetUp> setUp;
    private final Host host;
    private final Origin origin;
    /** Sandboxes to which everything was shipped while they were started. */
    private final Set<String> shipped = new HashSet<>();

    /** Has no tag before one is needed. */
    private final Branch branch;

    /**
     * Makes a provisioner.
     *
     * @param connection the connection to the controller
     * @param configuration the settings
     * @param places makes the place in each sandbox
     * @param lease records sandboxes and tags
     * @param decoder decodes the events of a waiting worker
     * @param tags the snapshots that are kept between builds
     * @param setUp what to run once before the sandboxes are forked, if anything
     * @param host shows messages about what is slower than it could be
     */
    public Provisioner(
            ControllerConnection connection,
            ForkdConfiguration configuration,
            Places places,
            Lease lease,
            EventDecoder decoder,
            KeptTags tags,
            Optional<SetUp> setUp,
            Host host) {
        this.connection = connection;
        this.client = connection.client();
        this.configuration = configuration;
        this.places = places;
        this.lease = lease;
        this.setUp = setUp;
        this.host = host;
        this.origin = new Origin(connection, configuration, places, lease, tags, host);
        this.branch = new Branch(connection, configuration, places, lease, decoder, setUp, origin, host);
    }

    /**
     * Starts sandboxes. If they are forked from a branch, they already have what was shipped. Where the workers in them
     * are copies, which go on at once, the first is used while the others are made.
     *
     * @param n how many
     * @return the sandboxes
     * @throws InterruptedException if interrupted
     */
    public GrowingFleet start(int n) throws InterruptedException {
        // Sandboxes of the embedded controller see this machine's files, so nothing is shipped to them, unless a
        // setting asks for it.
        origin.choose();
        boolean mayShip = !connection.embedded() || configuration.place().isPresent();
        boolean warm = wantsWarm(n);
        if ((n > 1 || setUp.isPresent()) && configuration.branch() && (mayShip || warm)) {
            branch.make(warm);
        }
        try {
            return ready(n);
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException | RunFailedException e) {
            if (!usesKept()) {
                throw e;
            }
            origin.giveUp(e);
            return ready(n);
        }
    }

    private boolean usesKept() {
        return origin.isKept() && branch.tag().isEmpty();
    }

    private GrowingFleet ready(int n) {
        Fleet fleet = fleet(n);
        boolean first = n > 1 && branch.waiting().isPresent();
        try {
            // Problems with the first sandbox apply to all. So they are reported once, before any worker is started.
            decideIn(fleet);
            if (usesKept()) {
                ship(fleet.sandboxes().get(0));
            }
            return first ? GrowingFleet.growing(fleet, n - 1) : GrowingFleet.complete(fleet);
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    /** What is wrong with a kept tag shows here at the latest, while it can still be replaced by another one. */
    private void ship(Sandbox sandbox) {
        places.ship(sandbox);
        synchronized (shipped) {
            shipped.add(sandbox.id());
        }
    }

    private boolean hasAll(Sandbox sandbox) {
        synchronized (shipped) {
            return branch.tag().isPresent() || shipped.contains(sandbox.id());
        }
    }

    /** A sandbox that is lost says nothing of the others. */
    private void decideIn(Fleet fleet) {
        Sandbox first = fleet.sandboxes().get(0);
        try {
            places.decide(first);
        } catch (SandboxLostException e) {
            host.say("forkd: " + OutputTail.clean(String.valueOf(e.getMessage())) + " Another one takes its place.");
            fleet.replace(first);
            places.decide(fleet.sandboxes().get(0));
        }
    }

    private Fleet fleet(int n) {
        String source = branch.tag().orElseGet(origin::tag);
        Fleet fleet = Fleet.prepare(client, SandboxRequests.of(configuration, source, n, 1), lease);
        try {
            if (n > 1 && branch.waiting().isPresent()) {
                fleet.first();
            } else {
                fleet.fill();
            }
            return fleet;
        } catch (ControllerException e) {
            if (branch.waiting().isEmpty()) {
                throw e;
            }
            // Only copying processes can have failed here, and the tests do not depend on that.
            host.say("forkd: each worker is started by itself, because copies of one that waits could not be made: "
                    + OutputTail.clean(String.valueOf(e.getMessage())));
            branch.close();
            return fleet(n);
        }
    }

    /**
     * Makes the place of a worker in a sandbox. It first ships to the sandbox, unless the sandbox was forked from a
     * branch.
     *
     * @param sandbox the sandbox
     * @return the place
     */
    public Place prepare(Sandbox sandbox) {
        if (!hasAll(sandbox)) {
            places.ship(sandbox);
        }
        if (!connection.embedded()) {
            FreshGuest.prepare(sandbox);
        }
        return branch.waiting()
                .map(source -> places.adopt(sandbox, source.place()))
                .orElseGet(() -> places.enter(sandbox));
    }

    /**
     * Returns the kept snapshot that the run begins with.
     *
     * @return its tag; empty if there is none
     */
    public Optional<String> keptTag() {
        return origin.isKept() ? Optional.of(origin.tag()) : Optional.empty();
    }

    /**
     * Tells whether this run has made the snapshot that is kept.
     *
     * @return {@code false} if an earlier build has made it, or none is kept
     */
    public boolean madeKeptTag() {
        return origin.isKept() && origin.isNew();
    }

    /**
     * Tells whether the workers of this run are copies of one that waited in the primer.
     *
     * @return whether they need not be started
     */
    public boolean copiesWorkers() {
        return branch.waiting().isPresent();
    }

    /**
     * Lets the copy of the waiting worker go on.
     *
     * @param sandbox a sandbox that was prepared
     * @param identity tells the copy which worker it is
     * @return the copy's process; empty if a worker must be started
     */
    public Optional<RemoteProcess> wake(Sandbox sandbox, WorkerIdentity identity) {
        return branch.waiting().flatMap(source -> source.wake(sandbox, identity));
    }

    /**
     * A copy goes on at once, but preparing the waiting worker takes as long as starting any other. On this machine
     * that is worthwhile only if there are more workers than processors; on another machine there is a primer anyway. A
     * class that is set up only once always needs a waiting worker, which does that.
     */
    private boolean wantsWarm(int n) throws InterruptedException {
        boolean useful = n > 1 || setUp.isPresent();
        if (!useful || configuration.warm() == Warm.OFF || !connection.copiesProcesses()) {
            return false;
        }
        return setUp.isPresent()
                || configuration.warm() == Warm.PLATFORM
                || !connection.embedded()
                || n > Runtime.getRuntime().availableProcessors();
    }

    /** Deletes the tag, even on a thread that was interrupted to end the run. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            branch.close();
            origin.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
