package dev.forkd.engine.fleet;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.Leases;
import dev.forkd.client.SweepReport;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.host.Host;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Deletes what killed runs have left: at our own controllers, and at other controllers on this machine, most of which
 * were embedded ones that are gone together with their sandboxes.
 */
public final class Sweep implements AutoCloseable {

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Leases leases;
    private final List<ForkdClient> clients;
    private final Host host;
    private final List<ForkdClient> others = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Prepares a sweep.
     *
     * @param leases the leases of all runs
     * @param clients the clients for our own controllers
     * @param host shows the results
     */
    public Sweep(Leases leases, List<ForkdClient> clients, Host host) {
        this.leases = leases;
        this.clients = clients;
        this.host = host;
    }

    /** Starts the sweep on a separate thread, so that a controller that is gone delays nobody. Never fails. */
    public void begin() {
        leases.sweepInBackground(this::clientFor, report -> {
            try {
                tell(report);
            } finally {
                others.forEach(ForkdClient::close);
                ended.countDown();
            }
        });
    }

    private void tell(SweepReport report) {
        if (!report.sandboxes().isEmpty() || !report.tags().isEmpty()) {
            host.say("forkd: deleted what earlier runs that were killed had left: "
                    + report.sandboxes().size() + " sandboxes, "
                    + report.tags().size() + " snapshots");
        }
        report.problems()
                .forEach(problem ->
                        host.say("forkd: left by an earlier run that was killed: " + OutputTail.clean(problem)));
    }

    /** Waits a little for the end of the sweep, so that even a short run cleans up after earlier ones. */
    @Override
    public void close() {
        try {
            if (!ended.await(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                host.say("forkd: what earlier runs left could not be looked at in time; the next run tries again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The token is only sent to our own controllers. */
    private Optional<ForkdClient> clientFor(URI url) {
        Optional<ForkdClient> own = clients.stream()
                .filter(client -> url.equals(client.controller()))
                .findFirst();
        if (own.isPresent()) {
            return own;
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
