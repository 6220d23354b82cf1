package dev.forkd.engine.fleet;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Leases;
import dev.forkd.client.SweepReport;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.Host;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deletes what runs that were killed have left: at our own controller, and at controllers of this machine,
 * most of which were embedded ones that are gone with their sandboxes.
 */
public final class Sweep {

    private final Leases leases;
    private final ForkdClient client;
    private final Host host;
    private final List<ForkdClient> others = new ArrayList<>();

    /**
     * Prepares a sweep.
     *
     * @param leases what was made by whom
     * @param client for our own controller
     * @param host whom to tell
     */
    public Sweep(Leases leases, ForkdClient client, Host host) {
        this.leases = leases;
        this.client = client;
        this.host = host;
    }

    /** Sweeps; never fails. */
    public void perform() {
        try {
            SweepReport report = leases.sweep(this::clientFor);
            if (!report.sandboxes().isEmpty() || !report.tags().isEmpty()) {
                host.say("forkd: deleted what earlier runs that were killed had left: "
                        + report.sandboxes().size() + " sandboxes, "
                        + report.tags().size() + " snapshots");
            }
        } catch (ForkdException e) {
            host.say("forkd: could not look for what earlier runs left: "
                    + OutputTail.clean(String.valueOf(e.getMessage())));
        } finally {
            others.forEach(ForkdClient::close);
        }
    }

    /** Our own token goes to our own controller only. */
    private Optional<ForkdClient> clientFor(URI url) {
        if (url.equals(client.controller())) {
            return Optional.of(client);
        }
        if (!isThisMachine(url)) {
            return Optional.empty();
        }
        ForkdClient other = ForkdClient.builder(url).build();
        others.add(other);
        return Optional.of(other);
    }

    private static boolean isThisMachine(URI url) {
        try {
            return InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
