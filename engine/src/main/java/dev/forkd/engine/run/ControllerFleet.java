package dev.forkd.engine.run;

import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.StateDirectory;
import dev.forkd.engine.cache.KeptTags;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.fleet.GrowingFleet;
import dev.forkd.engine.fleet.OwnedFleet;
import dev.forkd.engine.fleet.Provisioner;
import dev.forkd.engine.fleet.SetUp;
import dev.forkd.engine.frozen.Freezer;
import dev.forkd.engine.frozen.FrozenTags;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.place.Places;
import dev.forkd.engine.ports.PortSearch;
import dev.forkd.engine.workers.WorkerBudget;
import dev.forkd.engine.workers.WorkerLauncher;
import dev.forkd.engine.workers.WorkerSource;
import java.util.Optional;

/** One controller's share of a session: its sandboxes, the places in them, and the lease that remembers them. */
final class ControllerFleet implements AutoCloseable {

    private final ControllerConnection connection;
    private final ForkdConfiguration configuration;
    private final Places places;
    private final Host host;
    private final Lease lease;
    private final Provisioner provisioner;
    private final OpenResources opened;

    /** Makes a share without sandboxes. It must be closed in any case; the connection and the places are not its own. */
    ControllerFleet(
            ControllerConnection connection,
            ForkdConfiguration configuration,
            Places places,
            EventDecoder decoder,
            Optional<SetUp> setUp,
            Host host) {
        this.connection = connection;
        this.configuration = configuration;
        this.places = places;
        this.host = host;
        this.opened = new OpenResources(host);
        this.lease = opened.add(Leases.in(StateDirectory.standard())
                .open(connection.client().controller(), "forkd-junit-engine", connection.embedded()));
        this.provisioner = opened.add(new Provisioner(
                connection,
                configuration,
                places,
                lease,
                decoder,
                new KeptTags(StateDirectory.standard()),
                setUp,
                host));
    }

    /**
     * Makes its sandboxes.
     *
     * @param n how many
     * @return the sandboxes
     */
    GrowingFleet start(int n) throws InterruptedException {
        GrowingFleet sandboxes = provisioner.start(n);
        opened.add(new OwnedFleet(sandboxes.fleet(), lease, connection, configuration.cleanup(), host));
        // Closed before the fleet, which would otherwise be deleted while it grows.
        return opened.add(sandboxes);
    }

    WorkerSource source(GrowingFleet sandboxes, WorkerBudget budget) {
        Freezer freezer = new Freezer(connection, configuration, lease, new FrozenTags(StateDirectory.standard()));
        return new WorkerSource(
                sandboxes,
                connection,
                new WorkerLauncher(provisioner, budget, configuration.repeat(), freezer),
                new PortSearch(connection::listeners));
    }

    ControllerConnection connection() {
        return connection;
    }

    Places places() {
        return places;
    }

    Provisioner provisioner() {
        return provisioner;
    }

    /** Closes everything that was opened, the last first. */
    @Override
    public void close() {
        opened.close();
    }
}
