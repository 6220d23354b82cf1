package dev.forkd.engine.run;

import dev.forkd.client.Sandbox;
import dev.forkd.client.StateDirectory;
import dev.forkd.engine.cache.CacheHint;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.AtOnce;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.fleet.Controllers;
import dev.forkd.engine.fleet.GrowingFleet;
import dev.forkd.engine.fleet.Placement;
import dev.forkd.engine.fleet.Provisioner;
import dev.forkd.engine.fleet.SetUp;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Attachments;
import dev.forkd.engine.place.PlaceKind;
import dev.forkd.engine.place.Places;
import dev.forkd.engine.place.PropertySnapshot;
import dev.forkd.engine.place.Withheld;
import dev.forkd.engine.report.RunReport;
import dev.forkd.engine.scratch.ScratchDirectory;
import dev.forkd.engine.workers.WorkerBudget;
import dev.forkd.engine.workers.WorkerPool;
import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.SandboxNeeds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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
    private final ControllerConnections controllers;
    private final PropertySnapshot properties;
    private final boolean assertions;
    private final EventDecoder decoder;
    private final Host host;
    private final ScratchDirectory scratch;
    private final OpenResources opened;
    private volatile LongSupplier shipped = () -> 0;

    /**
     * Makes a session without sandboxes. It must be closed in any case.
     *
     * @param ownsControllers whether the connections are closed together with it
     */
    Session(
            ForkdConfiguration configuration,
            ControllerConnections controllers,
            boolean ownsControllers,
            PropertySnapshot properties,
            boolean assertions,
            EventDecoder decoder,
            Host host) {
        this.configuration = configuration;
        this.controllers = controllers;
        this.properties = properties;
        this.assertions = assertions;
        this.decoder = decoder;
        this.host = host;
        this.opened = new OpenResources(host);
        if (ownsControllers) {
            opened.add(controllers);
        }
        this.scratch = opened.add(ScratchDirectory.open());
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
        Places places = opened.add(new Places(properties, configuration, assertions, host));
        List<ControllerConnection> connections = controllers.all();
        host.say("forkd: running " + classes + (classes == 1 ? " test class in " : " test classes in ") + n
                + (n == 1 ? " sandbox of " : " sandboxes of ") + Controllers.description(connections)
                + (needs.description().isEmpty() ? "." : ", with " + needs.description() + " (@ForkdSandbox).")
                + (n < configuration.n() && classes > 1 && n >= classes
                        ? " Only " + n + " of " + configuration.n() + " sandboxes: there are only " + n
                                + " test classes."
                        : ""));
        report.sandboxesAsked();
        long asked = System.nanoTime();
        Map<ControllerFleet, GrowingFleet> started = start(n, connections, places, setUp);
        tellThatReady(started, setUp, Duration.ofNanos(System.nanoTime() - asked), report);
        WorkerBudget budget = new WorkerBudget(maxWorkers(needs));
        return new WorkerPool(
                started.entrySet().stream()
                        .map(share -> share.getKey().source(share.getValue(), budget))
                        .toList(),
                decoder,
                configuration.startTimeout(),
                configuration.unitTimeout(),
                host,
                new Attachments(scratch.path().resolve("attachments")),
                needs.isolation() != Isolation.SHARED);
    }

    /** Starts the share of each controller. If some fail, the run goes on with the sandboxes of the others. */
    private Map<ControllerFleet, GrowingFleet> start(
            int n, List<ControllerConnection> connections, Places places, Optional<SetUp> setUp)
            throws InterruptedException {
        int[] numbers = Placement.divide(n, connections);
        List<ControllerFleet> shares = new ArrayList<>();
        List<Callable<GrowingFleet>> starts = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] > 0) {
                int number = numbers[i];
                Places own = shares.isEmpty() ? places : opened.add(places.forAnotherController());
                ControllerFleet share =
                        opened.add(new ControllerFleet(connections.get(i), configuration, own, decoder, setUp, host));
                shares.add(share);
                starts.add(() -> share.start(number));
            }
        }
        shipped = () -> shares.stream()
                .mapToLong(share -> share.places().bytesShipped())
                .sum();
        List<AtOnce.Outcome<GrowingFleet>> outcomes = AtOnce.call("start", starts);
        Map<ControllerFleet, GrowingFleet> started = new LinkedHashMap<>();
        for (int i = 0; i < shares.size(); i++) {
            GrowingFleet fleet = outcomes.get(i).result();
            if (fleet != null) {
                started.put(shares.get(i), fleet);
            }
        }
        tellOfFailures(shares, outcomes, started.isEmpty());
        return started;
    }

    private void tellOfFailures(
            List<ControllerFleet> shares, List<AtOnce.Outcome<GrowingFleet>> outcomes, boolean all) {
        for (int i = 0; i < shares.size(); i++) {
            RuntimeException failure = outcomes.get(i).failure();
            if (failure != null && all) {
                throw failure;
            }
            if (failure != null) {
                host.say("forkd: the run goes on without sandboxes of the controller at "
                        + shares.get(i).connection().client().controller() + ": "
                        + OutputTail.clean(String.valueOf(failure.getMessage())));
            }
        }
    }

    /** Where each class or method has a worker of its own, many are no sign of a recursion. */
    private int maxWorkers(SandboxNeeds needs) {
        return needs.isolation() == Isolation.SHARED
                ? configuration.maxWorkers()
                : ISOLATED * configuration.maxWorkers();
    }

    private void tellThatReady(
            Map<ControllerFleet, GrowingFleet> started, Optional<SetUp> setUp, Duration took, RunReport report)
            throws InterruptedException {
        Set<String> kinds = new LinkedHashSet<>();
        int ready = 0;
        int expected = 0;
        boolean copies = true;
        Optional<String> whyNot = Optional.empty();
        for (Map.Entry<ControllerFleet, GrowingFleet> share : started.entrySet()) {
            List<Sandbox> sandboxes = share.getValue().present();
            Places places = share.getKey().places();
            PlaceKind kind = places.decide(sandboxes.get(0));
            if (kinds.add(kind.description())) {
                tellOfPlace(kind, places, report);
            }
            Provisioner provisioner = share.getKey().provisioner();
            report.kept(provisioner.keptTag(), provisioner.madeKeptTag());
            copies &= provisioner.copiesWorkers();
            if (setUp.isPresent() && whyNot.isEmpty()) {
                // Only asked where it is told, because finding out takes a moment.
                whyNot = share.getKey().connection().whyNoProcesses();
            }
            ready += sandboxes.size();
            expected += share.getValue().expected();
        }
        String when = String.format(Locale.ROOT, "%.1f s", took.toMillis() / MILLIS);
        host.say("forkd: " + ready(ready, ready + expected) + " ready after " + when
                + "; tests see " + String.join(" or ", kinds)
                + (shipped.getAsLong() > 0
                        ? "; " + (shipped.getAsLong() / KIB + 1) + " KiB were shipped, and branched"
                        : "")
                + workers(copies, setUp, whyNot)
                + ".");
    }

    private static String ready(int ready, int all) {
        if (ready < all) {
            return (ready == 1 ? "the first of " : "the first " + ready + " of ") + all + " sandboxes "
                    + (ready == 1 ? "is" : "are");
        }
        return ready == 1 ? "1 sandbox is" : ready + " sandboxes are";
    }

    private static void tellOfPlace(PlaceKind kind, Places places, RunReport report) {
        report.place(kind.name().toLowerCase(Locale.ROOT));
        Withheld withheld = places.withheld(kind);
        report.withheld(withheld.variables(), withheld.properties());
        if (!kind.isThisMachine()) {
            report.filesInMemory(places.memoryMib());
        }
    }

    private static String workers(boolean copies, Optional<SetUp> setUp, Optional<String> whyNot) {
        if (setUp.isPresent()) {
            String name = OutputTail.clean(setUp.get().name());
            return copies
                    ? "; " + name + " was set up once, each of its tests goes on from there in a fork of its own"
                    : "; " + name + " is set up again for each of its tests"
                            + whyNot.map(why ->
                                            " (no process is copied: " + OutputTail.clean(why) + "; see forkd.criu)")
                                    .orElse("");
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

    /** Closes everything that was opened, the last first. */
    @Override
    public void close() {
        opened.close();
    }

    /** Deletes only the files on this machine, for a JVM that has no time for more. */
    void deleteFiles() {
        scratch.close();
        controllers.deleteFiles();
    }
}
