package dev.forkd.engine.fleet;

import dev.forkd.client.Fleet;
import dev.forkd.client.Lease;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.host.Host;
import java.util.stream.Collectors;

/** A fleet that is deleted at the end or, if the user asked for that, left running; in that case its ids are shown. */
public final class OwnedFleet implements AutoCloseable {

    private final Fleet fleet;
    private final Lease lease;
    private final ControllerConnection connection;
    private final boolean cleanup;
    private final Host host;

    /**
     * Takes over a fleet.
     *
     * @param fleet the fleet
     * @param lease the lease that records its sandboxes
     * @param connection the connection to its controller
     * @param cleanup whether to delete it at the end
     * @param host shows which sandboxes are left
     */
    public OwnedFleet(Fleet fleet, Lease lease, ControllerConnection connection, boolean cleanup, Host host) {
        this.fleet = fleet;
        this.lease = lease;
        this.connection = connection;
        this.cleanup = cleanup;
        this.host = host;
    }

    /**
     * Returns the fleet.
     *
     * @return the fleet
     */
    public Fleet fleet() {
        return fleet;
    }

    @Override
    public void close() {
        if (!connection.answers()) {
            host.say(
                    "forkd: the controller no longer answers, so these sandboxes could not be deleted; the next run tries"
                            + " again: " + ids());
            return;
        }
        if (cleanup) {
            fleet.close();
            return;
        }
        // Removed from the lease; otherwise the next run would delete the sandboxes that the user wants to look at.
        fleet.sandboxes().forEach(sandbox -> lease.forgetSandbox(sandbox.id()));
        host.say("forkd: left these sandboxes, because forkd.cleanup is false: " + ids());
    }

    private String ids() {
        return fleet.sandboxes().stream().map(Sandbox::id).sorted().collect(Collectors.joining(", "));
    }
}
