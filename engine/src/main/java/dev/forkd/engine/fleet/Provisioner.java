package dev.forkd.engine.fleet;

import dev.forkd.client.ControllerException;
import dev.forkd.client.Fleet;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.Lease;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Warm;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.place.Place;
import dev.forkd.engine.place.Places;
import java.util.Optional;

/**
 * Makes sandboxes that have what the tests need. On another machine, and with more than one sandbox, the inputs are
 * shipped once, to a primer, and the sandboxes are forked from it; where branching fails they are shipped to each.
 */
public final class Provisioner implements AutoCloseable {

    private final ControllerConnection connection;
    private final ForkdClient client;
    private final ForkdConfiguration configuration;
    private final Places places;
    private final Lease lease;
    private final Optional<SetUp> setUp;
    private final Host host;
    /** Without a tag until it is worth making one. */
    private final Branch branch;

    /**
     * Prepares to make sandboxes.
     *
     * @param connection where
     * @param configuration how
     * @param places what each gets
     * @param lease where they are written down
     * @param decoder reads what workers say
     * @param setUp what to run once before the sandboxes are forked, if anything
     * @param host whom to tell what goes slower than it could
     */
    public Provisioner(
            ControllerConnection connection,
            ForkdConfiguration configuration,
            Places places,
            Lease lease,
            EventDecoder decoder,
            Optional<SetUp> setUp,
            Host host) {
        this.connection = connection;
        this.client = connection.client();
        this.configuration = configuration;
        this.places = places;
        this.lease = lease;
        this.setUp = setUp;
        this.host = host;
        this.branch = new Branch(connection, configuration, places, lease, decoder, setUp, host);
    }

    /**
     * Starts sandboxes; those of a branch already hold what was shipped.
     *
     * @param n how many
     * @return the sandboxes
     * @throws InterruptedException when interrupted
     */
    public Fleet start(int n) throws InterruptedException {
        // The embedded controller's sandboxes see this machine: there is nothing to ship, unless that is asked for.
        boolean mayShip = !connection.embedded() || configuration.place().isPresent();
        boolean warm = wantsWarm(n);
        if ((n > 1 || setUp.isPresent()) && configuration.branch() && (mayShip || warm)) {
            branch.make(warm);
        }
        Fleet fleet = fleet(n);
        try {
            // What is wrong with one is wrong with all of them: it is said once, before any worker is started.
            places.decide(fleet.sandboxes().get(0));
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private Fleet fleet(int n) {
        String source = branch.tag().orElse(configuration.snapshotTag());
        try {
            return Fleet.start(client, SandboxRequests.of(configuration, source, n, 1), lease);
        } catch (ControllerException e) {
            if (branch.waiting().isEmpty()) {
                throw e;
            }
            // The copied process is what can go wrong only here; the tests need no copies.
            host.say("forkd: each worker is started by itself, because copies of one that waits could not be made: "
                    + OutputTail.clean(String.valueOf(e.getMessage())));
            branch.close();
            return fleet(n);
        }
    }

    /**
     * Makes the place of a worker in a sandbox; ships to it first, unless its branch brought everything along.
     *
     * @param sandbox the sandbox
     * @return the place
     */
    public Place prepare(Sandbox sandbox) {
        if (branch.tag().isEmpty()) {
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
     * Whether the workers of this run are copies of one that waited in the primer.
     *
     * @return whether they need not start
     */
    public boolean copiesWorkers() {
        return branch.waiting().isPresent();
    }

    /**
     * Lets the copy of a waiting worker go on.
     *
     * @param sandbox a sandbox that was prepared
     * @param identity who the copy is
     * @return its process, or nothing when a worker must be started
     */
    public Optional<RemoteProcess> wake(Sandbox sandbox, WorkerIdentity identity) {
        return branch.waiting().flatMap(source -> source.wake(sandbox, identity));
    }

    /**
     * A copy continues at once, but to make the first one takes as long as to start a worker. On this machine that is
     * worth it when there are more workers than processors; elsewhere there is a primer anyway.
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

    /** Deletes the tag, also on a thread that was interrupted in order to end the run. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            branch.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
