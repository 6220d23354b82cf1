package dev.forkd.engine.run;

import dev.forkd.client.Fleet;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.StateDirectory;
import dev.forkd.engine.cache.CacheHint;
import dev.forkd.engine.cache.KeptTags;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.fleet.OwnedFleet;
import dev.forkd.engine.fleet.Provisioner;
import dev.forkd.engine.fleet.SetUp;
import dev.forkd.engine.fleet.Sweep;
import dev.forkd.engine.frozen.Freezer;
import dev.forkd.engine.frozen.FrozenTags;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Attachments;
import dev.forkd.engine.place.PlaceKind;
import dev.forkd.engine.place.Places;
import dev.forkd.engine.place.PropertySnapshot;
import dev.forkd.engine.place.Withheld;
import dev.forkd.engine.report.RunReport;
import dev.forkd.engine.scratch.ScratchDirectory;
import dev.forkd.engine.workers.WorkerBudget;
import dev.forkd.engine.workers.WorkerLauncher;
import dev.forkd.engine.workers.WorkerPool;
import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.SandboxNeeds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The sandboxes of a run with their worker pool and everything that they need, from the first sandbox to the last
 * deletion. Used by one run at a time.
 */
final class Session implements AutoCloseable {

    private static final double MILLIS = 1000;
    private static final long KIB = 1024;
    private static final int ISOLATED = 100;

    private final ForkdConfiguration configuration;
    private final Optional<SharedController> controller;
    private final PropertySnapshot properties;
    private final boolean assertions;
    private final EventDecoder decoder;
    private final Host host;
    private final ScratchDirectory scratch;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private volatile LongSupplier shipped = () -> 0;

    /** Makes a session without sandboxes. It must be closed in any case. */
    Session(
            ForkdConfiguration configuration,
            Optional<SharedController> controller,
            PropertySnapshot properties,
            boolean assertions,
            EventDecoder decoder,
            Host host) {
        this.configuration = configuration;
        this.controller = controller;
        this.properties = properties;
        this.assertions = assertions;
        this.decoder = decoder;
        this.host = host;
        this.scratch = opened(ScratchDirectory.open());
    }

    /**
     * Makes the sandboxes.
     *
     * @param n how many sandboxes
     * @param classes how many test classes will run, for a message
     * @param needs what is special about the sandboxes
     * @param setUp what to run once before the sandboxes are forked, if anything
     * @param report records the progress
     */
    WorkerPool open(int n, int classes, SandboxNeeds needs, Optional<SetUp> setUp, RunReport report)
            throws InterruptedException, IOException {
        Places places = opened(new Places(properties, configuration, assertions, host));
        shipped = places::bytesShipped;
        // A misspelt variable may be the reason why the controller cannot be used.
        ForkdConfiguration.warningsAbout(System.getenv()).forEach(warning -> host.say("forkd: " + warning));
        ControllerConnection connection = connect();
        ForkdClient client = connection.client();
        host.say("forkd: running " + classes + (classes == 1 ? " test class in " : " test classes in ") + n
                + (n == 1 ? " sandbox of " : " sandboxes of ") + connection.description()
                + (needs.description().isEmpty() ? "." : ", with " + needs.description() + " (@ForkdSandbox).")
                + (n < configuration.n() && classes > 1
                        ? " Only " + n + " of " + configuration.n() + " sandboxes: there are only " + n
                                + " test classes."
                        : ""));
        Leases leases = Leases.in(StateDirectory.standard());
        opened(new Sweep(leases, client, host)).begin();
        Lease lease = opened(leases.open(client.controller(), "forkd-junit-engine", connection.embedded()));
        Provisioner provisioner = opened(new Provisioner(
                connection,
                configuration,
                places,
                lease,
                decoder,
                new KeptTags(StateDirectory.standard()),
                setUp,
                host));
        report.sandboxesAsked();
        long asked = System.nanoTime();
        OwnedFleet owned =
                opened(new OwnedFleet(provisioner.start(n), lease, connection, configuration.cleanup(), host));
        tellThatReady(owned.fleet(), places, provisioner, setUp, Duration.ofNanos(System.nanoTime() - asked), report);
        return new WorkerPool(
                owned.fleet(),
                connection,
                new WorkerLauncher(
                        provisioner,
                        new WorkerBudget(maxWorkers(needs)),
                        configuration.repeat(),
                        new Freezer(connection, configuration, lease, new FrozenTags(StateDirectory.standard()))),
                decoder,
                configuration.startTimeout(),
                configuration.unitTimeout(),
                host,
                new Attachments(scratch.path().resolve("attachments")),
                needs.isolation() != Isolation.SHARED);
    }

    private ControllerConnection connect() throws InterruptedException, IOException {
        return controller.isPresent()
                ? controller.get().connection()
                : opened(ControllerConnection.open(configuration, scratch.path(), host));
    }

    /** Where each class or method has a worker of its own, many are no sign of a recursion. */
    private int maxWorkers(SandboxNeeds needs) {
        return needs.isolation() == Isolation.SHARED
                ? configuration.maxWorkers()
                : ISOLATED * configuration.maxWorkers();
    }

    private void tellThatReady(
            Fleet fleet,
            Places places,
            Provisioner provisioner,
            Optional<SetUp> setUp,
            Duration took,
            RunReport report) {
        int ready = fleet.sandboxes().size();
        PlaceKind kind = places.decide(fleet.sandboxes().get(0));
        report.place(kind.name().toLowerCase(Locale.ROOT));
        Withheld withheld = places.withheld(kind);
        report.kept(provisioner.keptTag(), provisioner.madeKeptTag());
        report.withheld(withheld.variables(), withheld.properties());
        if (!kind.isThisMachine()) {
            report.filesInMemory(places.memoryMib());
        }
        String when = String.format(Locale.ROOT, "%.1f s", took.toMillis() / MILLIS);
        host.say("forkd: " + (ready == 1 ? "1 sandbox is" : ready + " sandboxes are") + " ready after " + when
                + "; tests see " + kind.description()
                + (shipped.getAsLong() > 0
                        ? "; " + (shipped.getAsLong() / KIB + 1) + " KiB were shipped, and branched"
                        : "")
                + workers(provisioner.copiesWorkers(), setUp)
                + ".");
    }

    private static String workers(boolean copies, Optional<SetUp> setUp) {
        if (setUp.isPresent()) {
            String name = OutputTail.clean(setUp.get().name());
            return copies
                    ? "; " + name + " was set up once, each of its tests goes on from there in a fork of its own"
                    : "; " + name + " is set up again for each of its tests";
        }
        return copies ? "; the workers are copies of one that waited" : "";
    }

    /** Returns how many bytes have been sent to its sandboxes. */
    long bytesShipped() {
        return shipped.getAsLong();
    }

    /** Tells the user how to ship less, once. */
    void hintAtCache() {
        new CacheHint(StateDirectory.standard()).tell(shipped.getAsLong(), configuration, host);
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    /**
     * Closes everything that was opened, the last first. A failure is shown; it does not prevent closing the rest, and
     * does not change a test's result.
     */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                host.say("forkd: cleaning up failed; the next run tries again. "
                        + OutputTail.clean(String.valueOf(e.getMessage())));
            }
        }
    }

    /** Deletes only the files on this machine, for a JVM that has no time for more. */
    void deleteFiles() {
        scratch.close();
    }
}
