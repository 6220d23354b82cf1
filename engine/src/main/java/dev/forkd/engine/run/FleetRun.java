package dev.forkd.engine.run;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.SetUp;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.ledger.Reasons;
import dev.forkd.engine.place.PropertySnapshot;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunReport;
import dev.forkd.engine.workers.Freezes;
import dev.forkd.engine.workers.Work;
import dev.forkd.engine.workers.WorkerPool;
import dev.forkd.junit.ForkdSandbox.Isolation;
import dev.forkd.junit.SandboxNeeds;
import dev.forkd.junit.SandboxPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One fleet of a run, with the units that share it because they need the same kind of sandbox. All failures end in the
 * ledger. Everything that was made is deleted, or kept for the next run of the same launcher session.
 */
final class FleetRun {

    private final ForkdConfiguration configuration;
    private final SandboxNeeds needs;
    /** The units, or the parts of those that are divided. */
    private final List<Unit> tasks;

    private final List<String> notes;
    /** What is run once for all parts; empty if there are no parts, or the set-up runs again for each. */
    private final Optional<SetUp> setUp;

    private final int classes;
    private final PropertySnapshot properties;
    private final boolean assertions;
    private final EventDecoder decoder;
    private final Work work;
    private final RunReport report;
    private final Host host;
    private final Optional<String> hindrance;
    private final int n;
    private final ControllerConnections controllers;
    /** Whether this is the only fleet of the run, which may be kept for the next run with the connections. */
    private final boolean alone;

    private boolean isKept;
    private volatile @Nullable Session session;
    private volatile boolean cancelled;

    FleetRun(
            ForkdConfiguration configuration,
            SandboxNeeds needs,
            List<Unit> units,
            Predicate<Unit> mayRunApart,
            Predicate<Unit> runsAlone,
            ControllerConnections controllers,
            boolean alone,
            PropertySnapshot properties,
            boolean assertions,
            Map<String, String> parameters,
            Ledger ledger,
            EventDecoder decoder,
            Freezes freezes,
            RunReport report,
            Host host) {
        this.configuration = configuration.with(needs);
        this.needs = needs;
        this.classes = units.size();
        Division division = new Division(units, configuration, mayRunApart);
        this.tasks = division.tasks();
        this.notes = new ArrayList<>(division.notes());
        division.divided().forEach(divided -> ledger.divide(divided.unit(), divided.parts()));
        division.runs().forEach((unit, runs) -> report.listener().divided(unit, runs));
        this.setUp = needs.isolation() == Isolation.METHOD && !division.runs().isEmpty()
                ? SetUp.of(units.get(0), parameters, this.configuration)
                : Optional.empty();
        this.controllers = controllers;
        this.alone = alone;
        this.properties = properties;
        this.assertions = assertions;
        this.decoder = decoder;
        this.report = report;
        this.host = host;
        this.hindrance = host.hindrance();
        boolean oneNetwork = this.configuration.embedded() && !this.configuration.perChildNetns();
        int besideOthers = tasks.stream()
                .filter(task -> !oneNetwork || !runsAlone.test(task))
                .mapToInt(task -> task.demands().repeat())
                .sum();
        this.n = Math.max(1, Math.min(configuration.n(), besideOthers));
        // With a single sandbox there is no other that could hold a port.
        boolean sharesNetwork = oneNetwork && n > 1;
        Predicate<Unit> apart = sharesNetwork ? runsAlone : unit -> false;
        this.work = Work.of(tasks, apart, n, ledger, parameters, freezes, report.listener());
        if (sharesNetwork) {
            List<Unit> last = units.stream().filter(apart).toList();
            tellOf(last);
            ledger.comeLast(units, last);
            ledger.shareNetwork(units.stream().filter(apart.negate()).toList(), work::againAlone);
        }
        tasks.stream()
                .filter(task -> task.demands().retries() > 0)
                .forEach(task -> ledger.retry(task, task.demands().retries(), work::again));
        tasks.stream()
                .filter(task -> task.demands().repeat() > 1)
                .forEach(task -> ledger.repeat(task, task.demands().repeat(), work::further));
        if (isolated()) {
            // Each unit gets a plan of its own, so that it can have a fresh sandbox.
            work.queue().separate(tasks);
        }
        // So does each part: events tell the class that they belong to, and the plan says which part of it.
        division.divided().forEach(divided -> work.queue().separate(divided.parts()));
    }

    private void tellOf(List<Unit> alone) {
        if (!alone.isEmpty()) {
            notes.add(alone.get(0).name() + (alone.size() > 1 ? " (and " + (alone.size() - 1) + " more)" : "")
                    + (alone.size() > 1 ? " run" : " runs") + " alone, after all others, because in an earlier run an"
                    + " address was in use. forkd.per-child-netns=true gives each sandbox a network of its own.");
        }
    }

    private boolean isolated() {
        return needs.isolation() != Isolation.SHARED;
    }

    /**
     * Runs the units; never throws. If the thread is interrupted it stays so, and the fleets that follow see that and
     * start nothing.
     */
    void perform() {
        if (cancelled) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            fail("The run was interrupted", null);
            return;
        }
        notes.forEach(note -> host.say("forkd: " + OutputTail.clean(note)));
        try {
            // With several classes the sandboxes end before the run does, so that everything they wrote is back by
            // then.
            if (alone && !isolated() && tasks.size() == 1 && KeptSession.possible()) {
                runInKeptSandbox(KeptSession.Key.here(configuration, assertions));
            } else {
                runInSandboxes();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("The run was interrupted", e);
        } catch (RuntimeException | IOException | Error e) {
            fail("The tests could not be run in forkd sandboxes. " + e.getMessage(), e);
        }
    }

    /** Tells whether its sandbox, and with it the connections, were kept for the next run. */
    boolean isKept() {
        return isKept;
    }

    /** Starts nothing more. */
    void cancel() {
        cancelled = true;
        work.clear();
    }

    /** Deletes the fleet's files on this machine, if the run did not end in time. */
    void deleteFiles() {
        Session open = session;
        if (open != null) {
            open.deleteFiles();
        }
    }

    private void runInSandboxes() throws InterruptedException, IOException {
        try (Session own = prepare(false)) {
            try {
                own.open(n, classes, needs, setUp, report).work(work, false);
            } finally {
                report.shipped(own.bytesShipped());
                own.hintAtCache();
            }
        }
    }

    private void runInKeptSandbox(KeptSession.Key key) throws InterruptedException, IOException {
        KeptSession kept = KeptSession.take(key);
        Session used = kept == null ? prepare(true) : kept.session();
        session = used;
        if (kept != null) {
            report.beQuiet();
        }
        boolean keep = false;
        try {
            KeptSession serving = kept == null ? open(key, used) : kept;
            serving.pool().work(work, true);
            keep = serving.pool().isWhole();
            if (keep) {
                isKept = true;
                serving.keep();
            }
        } finally {
            report.shipped(used.bytesShipped());
            if (!keep) {
                used.close();
            }
        }
    }

    private KeptSession open(KeptSession.Key key, Session prepared) throws InterruptedException, IOException {
        WorkerPool pool = prepared.open(n, classes, needs, setUp, report);
        hindrance.ifPresent(why -> host.say("forkd: " + why));
        return new KeptSession(key, prepared, pool);
    }

    private Session prepare(boolean ownsControllers) {
        Session prepared =
                new Session(configuration, controllers, ownsControllers, properties, assertions, decoder, host);
        session = prepared;
        return prepared;
    }

    private void fail(String message, @Nullable Throwable cause) {
        report.problem(message);
        if (work.complete()) {
            // Every test already has its result, so this can only be shown as a line.
            host.say("forkd: the tests have ended, but not the run as it should. " + OutputTail.clean(message));
            return;
        }
        work.fail(
                Reasons.of(new RunFailedException(withNeeds(message), cause)),
                "not run: forkd could not run tests in sandboxes, see the first class");
    }

    /** What classes ask for may be why sandboxes cannot be made, so these are named, with what to change. */
    private String withNeeds(String message) {
        String special = needs.description();
        List<String> asking = tasks.stream()
                .flatMap(task -> task.demands().policies().stream())
                .map(SandboxPolicy::className)
                .distinct()
                .toList();
        if (special.isEmpty() || asking.isEmpty()) {
            return message;
        }
        String others = asking.size() == 1 ? "" : " (and " + (asking.size() - 1) + " more)";
        return message + (message.endsWith(".") ? "" : ".") + " @ForkdSandbox on " + asking.get(0) + others
                + " asks for sandboxes with " + special + ": if that is the reason, change it there, or leave it out.";
    }
}
