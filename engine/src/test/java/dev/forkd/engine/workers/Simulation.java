package dev.forkd.engine.workers;

import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.fleet.GrowingFleet;
import dev.forkd.engine.fleet.OwnedFleet;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.HostFrames;
import dev.forkd.engine.ledger.Attachments;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.replay.Replay;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.TestDescriptor;

/**
 * One run of the whole host side, from its queue to what the Launcher is told, with sandboxes and workers that are
 * simulated and a time that is virtual. The seed decides everything.
 */
final class Simulation {

    private static final int SPARE = 3;
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int REAL_MILLIS = 30_000;
    private static final Host SILENT = new Host() {
        @Override
        public void say(String line) {}

        @Override
        public void backDate(TestDescriptor descriptor, long durationMicros) {}
    };

    private final long seed;
    private final SimulatedController controller;
    private final Path directory;
    private final Random random;
    private final Weather weather;
    private final SimulatedSuite suite;
    private final int slots;
    private final VirtualTime time;
    private final SimulatedPorts ports;
    private final Oracle oracle;
    private final Recorder recorder = new Recorder();
    private boolean restarted;

    Simulation(long seed, Path directory) {
        this.seed = seed;
        this.directory = directory;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.weather = Weather.of(random);
        this.controller = new SimulatedController(seed, weather);
        this.suite = new SimulatedSuite(random);
        this.slots = Math.min(suite.tasks().size(), 1 + random.nextInt(4));
        this.time = new VirtualTime(new Random(seed), slots);
        this.ports = new SimulatedPorts(seed, suite, slots);
        this.oracle = new Oracle(suite, slots, SPARE, time, ports, controller::has);
        if (weather.cut() > 0 || weather.silent() > 0) {
            oracle.unlucky();
        }
    }

    /** Runs it; answers what was wrong, nothing if all was well. */
    List<String> run() throws IOException, InterruptedException {
        List<String> wrongs = new ArrayList<>();
        try (ControllerConnection connection = ControllerConnection.through(client())) {
            Leases leases = Leases.in(directory);
            Lease lease = leases.open(connection.client().controller(), "simulation");
            FleetRequest request =
                    new FleetRequest("simulated", slots, false, null, false, Duration.ofMillis(1), SPARE, slots);
            try {
                Fleet fleet = Fleet.start(connection.client(), request, lease);
                OwnedFleet owned = new OwnedFleet(fleet, lease, connection, true, SILENT);
                try {
                    wrongs.addAll(serve(fleet, connection));
                } finally {
                    close(owned);
                }
            } catch (ForkdException e) {
                if (weather.silent() == 0) {
                    wrongs.add("no fleet: " + e);
                }
            } catch (IllegalStateException e) {
                wrongs.add("it does not end: " + e.getMessage());
            }
            lease.close();
        }
        wrongs.addAll(leftovers());
        wrongs.addAll(needless());
        return wrongs;
    }

    /** What was told, in order, and how long that took. */
    List<String> story() {
        List<String> all = new ArrayList<>(recorder.story());
        all.add(Long.toString(time.nanos()));
        return all;
    }

    private void close(OwnedFleet owned) {
        try {
            owned.close();
        } catch (ForkdException e) {
            if (!controller.isGone()) {
                throw e;
            }
        }
    }

    private ForkdClient client() {
        return ForkdClient.builder(URI.create("http://simulated:1"))
                .http(new SimulatedHttp(controller))
                .stateDirectory(directory)
                .build();
    }

    private List<String> serve(Fleet fleet, ControllerConnection connection) throws InterruptedException {
        EventDecoder decoder = new EventDecoder();
        try (Ledger ledger = new Ledger(suite.units(), decoder)) {
            Work work = workOn(ledger);
            boolean isolated = suite.demands().isolated();
            WorkerPool pool = new WorkerPool(
                    List.of(new WorkerSource(GrowingFleet.complete(fleet), connection, this::start, ports.search())),
                    decoder,
                    START_TIMEOUT,
                    suite.demands().unitTimeout(),
                    SILENT,
                    new Attachments(directory),
                    isolated,
                    time,
                    time);
            // A pool that is kept has one class, and so one sandbox.
            boolean keep = random.nextInt(8) == 0 && !isolated && !ports.shared();
            Thread thread = new Thread(() -> work(pool, work, keep), "simulated-run");
            thread.setDaemon(true);
            thread.start();
            time.begin();
            watch(work);
            thread.join(REAL_MILLIS);
            dismiss(pool);
            return oracle.judge(recorder, ledger::earlier);
        }
    }

    /** Prepared as a fleet's run does it. */
    private Work workOn(Ledger ledger) {
        suite.units().stream().filter(suite::isDivided).forEach(unit -> ledger.divide(unit, unit.parts()));
        Work work = Work.of(
                suite.tasks(), ports::runsAloneFromTheBeginning, slots, ledger, Map.of(), new Freezes(0), oracle);
        suite.tasks().stream()
                .filter(task -> task.demands().retries() > 0)
                .forEach(task -> ledger.retry(task, task.demands().retries(), attempt -> {
                    oracle.again(attempt);
                    work.again(attempt);
                }));
        ledger.shareNetwork(ports.mayClash(suite.units()), attempt -> {
            oracle.againAlone(attempt);
            work.againAlone(attempt);
        });
        if (suite.demands().isolated()) {
            work.queue().separate(suite.tasks());
        }
        return work;
    }

    private static void work(WorkerPool pool, Work work, boolean keep) {
        try {
            pool.work(work, keep);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void dismiss(WorkerPool pool) throws InterruptedException {
        try {
            pool.dismiss();
        } catch (ForkdException e) {
            // As a session that is closed says it.
        }
    }

    private WorkerChannel start(Sandbox sandbox, int index, int count) {
        Random own = new Random(seed ^ ((long) sandbox.id().hashCode() << 20));
        Witness witness = oracle.witness(sandbox.id());
        return new SimulatedWorker(time, own, weather, controller, sandbox, suite, witness);
    }

    /** What the Launcher's thread does. */
    private void watch(Work work) throws InterruptedException {
        Replay replay = new Replay(
                suite.root(),
                recorder,
                SILENT,
                node -> Optional.empty(),
                new HostFrames(List.of(), List.of()),
                id -> List.of(),
                Set.of());
        boolean wasCancelled = false;
        while (!work.ledger().drained() || time.others()) {
            if (!wasCancelled && isPast(weather.cancelAt())) {
                wasCancelled = true;
                oracle.cancelled();
                work.clear();
                work.ledger().cancel("Execution cancelled");
            }
            troubleController();
            if (!controller.isGone() && !work.complete()) {
                oracle.requireDeleted(controller::has);
            }
            for (Optional<Entry> entry = work.ledger().next(Duration.ZERO);
                    entry.isPresent();
                    entry = work.ledger().next(Duration.ZERO)) {
                replay.replay(entry.get());
            }
            if (time.nanos() > bound()) {
                throw new IllegalStateException("still running after " + time.nanos() / MINUTE + " minutes");
            }
            if (!time.others() && !work.ledger().drained()) {
                throw new IllegalStateException("nobody is at work, and tests have no end");
            }
            // It sleeps the longer the longer the run takes, since its turns cost real time.
            time.sleep(TICK.plusNanos(time.nanos() / 16));
        }
    }

    private void troubleController() {
        if (!restarted && isPast(weather.restartAt())) {
            restarted = true;
            oracle.unlucky();
            controller.restart();
        }
        if (!controller.isGone() && isPast(weather.goneAt())) {
            oracle.unlucky();
            controller.fail();
        }
    }

    private boolean isPast(long millis) {
        return millis >= 0 && time.nanos() >= TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Nothing that goes wrong may take longer than the limits that there are for it. */
    private long bound() {
        long work = suite.totalNanos();
        int starts = suite.tasks().size() + oracle.furtherAttempts();
        long waits = weather.slow() > 0 || weather.late() > 0 ? MINUTE * starts : START_NANOS * starts;
        return 10 * MINUTE
                + work * (1 + oracle.lost() + SimulatedDemands.MAX_RETRIES)
                + waits
                + 5 * MINUTE * (oracle.lost() + slots);
    }

    /**
     * Each sandbox costs a start, so there is one for each slot, and one more only for what needs one. What a liar ends
     * without beginning it comes back without a loss.
     */
    private List<String> needless() {
        // What a lost worker did not end comes back, and slots that had nothing to do may run it at once.
        int back = oracle.witnesses().stream()
                .filter(Witness::isLost)
                .mapToInt(lost -> Math.max(1, lost.unended()))
                .sum();
        int needed = slots
                + back
                + oracle.furtherAttempts()
                + ports.aloneFromTheBeginning()
                + (suite.demands().isolated() ? suite.tasks().size() : 0);
        boolean replacesSilentOnes = weather.silent() > 0;
        boolean lied = oracle.witnesses().stream().anyMatch(Witness::isLiar);
        return controller.made() <= needed || replacesSilentOnes || lied
                ? List.of()
                : List.of(controller.made() + " sandboxes were made, and " + needed + " needed");
    }

    /** What is still there, but for what a controller that is gone holds and a lease remembers. */
    private List<String> leftovers() throws IOException {
        List<String> wrongs = new ArrayList<>();
        StringBuilder remembered = new StringBuilder();
        try (DirectoryStream<Path> leases = Files.newDirectoryStream(directory.resolve("leases"))) {
            for (Path lease : leases) {
                remembered.append(Files.readString(lease));
                Files.delete(lease);
            }
        }
        for (String sandbox : controller.left()) {
            if (!controller.isGone() || !remembered.toString().contains('"' + sandbox + '"')) {
                wrongs.add("left behind: " + sandbox);
            }
        }
        if (!controller.isGone() && !remembered.isEmpty()) {
            wrongs.add("a lease is left: " + remembered);
        }
        return wrongs;
    }
}
