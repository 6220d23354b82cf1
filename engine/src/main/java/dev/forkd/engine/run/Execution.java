package dev.forkd.engine.run;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.configuration.ConfigurationException;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.TokenProperty;
import dev.forkd.engine.discovery.ForkdRoot;
import dev.forkd.engine.fleet.Controllers;
import dev.forkd.engine.host.HoldingHost;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.HostFrames;
import dev.forkd.engine.host.PlatformFeatures;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.ledger.Reasons;
import dev.forkd.engine.place.PropertySnapshot;
import dev.forkd.engine.plan.JupiterDefaults;
import dev.forkd.engine.plan.SplitCheck;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.plan.UnitPlanner;
import dev.forkd.engine.replay.AfterCancellation;
import dev.forkd.engine.replay.Replay;
import dev.forkd.engine.report.RunReport;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * Executes the tests that were grafted under our root: it starts the run on a separate thread, and replays its events
 * on this one until every unit has ended.
 */
public final class Execution {

    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration CLEAN_UP_WITHIN = Duration.ofSeconds(90);

    private final ForkdRoot root;
    private final ExecutionRequest request;
    private final PropertySnapshot properties;
    private final HoldingHost host;

    /**
     * Prepares an execution.
     *
     * @param root our root, after the graft
     * @param request the Launcher's request
     * @param properties the system properties that tests will see
     */
    public Execution(ForkdRoot root, ExecutionRequest request, PropertySnapshot properties) {
        this.root = root;
        this.request = request;
        this.properties = properties;
        this.host = new HoldingHost(Host.of(request.getEngineExecutionListener()));
    }

    /** Runs everything below the root. Returns when every test has ended and every sandbox is deleted. */
    public void execute() {
        List<Unit> planned = new UnitPlanner(root.selectedIds(), defaults()).plan(root);
        EventDecoder decoder = new EventDecoder();
        RunReport report = new RunReport(
                planned,
                root,
                Path.of(System.getProperty("user.dir")),
                !root.selectedIds().isEmpty(),
                host);
        try {
            TokenProperty.ofThisProcess().takeLate();
            // Even if the settings are refused, because the token is then just as visible.
            TokenProperty.ofThisProcess()
                    .warnings(request.getConfigurationParameters())
                    .forEach(warning -> host.say("forkd: " + warning));
            ForkdConfiguration configuration = configuration();
            History history =
                    new History(TimingsPlace.of(configuration, Path.of(System.getProperty("user.dir"))), host);
            List<Unit> units = ordered(history.applyTo(planned), configuration);
            try {
                execute(history.sized(configuration, units), units, decoder, history, report);
            } finally {
                history.keep();
            }
        } catch (ConfigurationException e) {
            refuse(planned, decoder, e, report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JUnitException("The run in forkd sandboxes was interrupted", e);
        } finally {
            host.release();
            report.finish();
        }
    }

    private void execute(
            ForkdConfiguration configuration, List<Unit> units, EventDecoder decoder, History history, RunReport report)
            throws InterruptedException {
        Map<String, String> parameters = JUnitParameters.forWorkers(request.getConfigurationParameters());
        report.configured(configuration, parameters);
        try (Ledger ledger = new Ledger(units, decoder)) {
            List<Unit> admitted =
                    new Admission(() -> Controllers.surroundings(configuration, host), ledger).admit(units);
            if (admitted.isEmpty()) {
                replay(ledger, units, null, () -> {}, history::observe, report);
                return;
            }
            if (root.hasAllTests()) {
                HeadStart.nothingRunsHere();
            }
            SplitCheck splits = new SplitCheck(defaults());
            Run run = new Run(
                    configuration,
                    admitted,
                    unit -> isFree(unit, splits),
                    history::runsAlone,
                    properties,
                    assertionsEnabled(),
                    parameters,
                    ledger,
                    decoder,
                    report,
                    host);
            perform(run, ledger, units, history, report);
            report.clashed(ledger.clashes(), history.isKept());
            history.clashed(ledger.clashes());
            ledger.divided().forEach(history::ranInParts);
        }
    }

    /** Puts units in the order of the run that is repeated. Those that it does not name come last. */
    private static List<Unit> ordered(List<Unit> units, ForkdConfiguration configuration) {
        if (configuration.repeat().isEmpty()) {
            return units;
        }
        List<String> earlier = configuration.repeat().get().units();
        return units.stream()
                .sorted(Comparator.comparingInt(
                        (Unit unit) -> earlier.contains(unit.id()) ? earlier.indexOf(unit.id()) : Integer.MAX_VALUE))
                .toList();
    }

    private ForkdConfiguration configuration() {
        return ForkdConfiguration.read(request.getConfigurationParameters(), System.getenv());
    }

    private void perform(Run run, Ledger ledger, List<Unit> units, History history, RunReport report)
            throws InterruptedException {
        Thread thread = new Thread(run::perform, "forkd-run");
        thread.setDaemon(true);
        Thread hook = new Thread(
                () -> {
                    report.problem("The run was broken off.");
                    endEarly(thread);
                    run.deleteFiles();
                    // Done last, because nobody may be left to read the lines.
                    report.finish();
                    host.release();
                },
                "forkd-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            thread.start();
            replay(ledger, units, thread, run::cancel, history::observe, report);
            thread.join(CLEAN_UP_WITHIN.toMillis());
        } catch (InterruptedException | RuntimeException | Error e) {
            report.problem("The run was broken off: " + e);
            // A listener may also abort the run, as Eclipse's does when the user stops the tests.
            endEarly(thread);
            throw e;
        } finally {
            // If the run is still cleaning up, the hook stays, so that cleaning up is completed when this JVM ends.
            if (!thread.isAlive()) {
                removeHook(hook);
            }
        }
    }

    private void refuse(List<Unit> units, EventDecoder decoder, ConfigurationException reason, RunReport report) {
        report.problem(String.valueOf(reason.getMessage()));
        // A misspelt variable may be the reason why a setting is missing.
        ForkdConfiguration.warningsAbout(System.getenv()).forEach(warning -> host.say("forkd: " + warning));
        try (Ledger ledger = new Ledger(units, decoder)) {
            ledger.fail(Reasons.of(reason), "not run: forkd refused its settings, see the first class");
            replay(ledger, units, null, () -> {}, entry -> {}, report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    /**
     * Replays until every unit has ended and was replayed.
     *
     * @param producer the thread that fills the ledger; null if it is complete already
     */
    private void replay(
            Ledger ledger,
            List<Unit> units,
            @Nullable Thread producer,
            Runnable cancel,
            Consumer<Entry> observer,
            RunReport report)
            throws InterruptedException {
        Replay replay = new Replay(
                root,
                request.getEngineExecutionListener(),
                host,
                PlatformFeatures.outputDirectories(request),
                new HostFrames(root.discoveredBy(), HostFrames.ofThisThread()),
                ledger::earlier,
                neverHere(units));
        BooleanSupplier cancelled = PlatformFeatures.cancellation(request);
        AfterCancellation afterCancellation = new AfterCancellation();
        boolean wasCancelled = false;
        boolean abandoned = false;
        while (!ledger.drained()) {
            if (producer != null && !producer.isAlive() && !abandoned) {
                // Does nothing unless that thread died of an error of its own, after which no unit would ever end.
                abandoned = true;
                ledger.fail(
                        Reasons.of(new RunFailedException(
                                "The run ended before its tests did. Is there too little memory?", null)),
                        "not run: the run ended early, see the first class");
            }
            if (!wasCancelled && cancelled.getAsBoolean()) {
                wasCancelled = true;
                cancel.run();
            }
            Optional<Entry> next = ledger.next(TICK);
            // How long tests took is worth knowing, whatever is reported of them.
            next.ifPresent(observer);
            (wasCancelled ? next.flatMap(afterCancellation::reported) : next).ifPresent(entry -> {
                report.observe(entry, ledger::earlier);
                show(entry, replay, report);
            });
            report.progress();
        }
    }

    private static Set<String> neverHere(List<Unit> units) {
        return units.stream()
                .filter(unit ->
                        unit.demands().policies().stream().anyMatch(policy -> policy.requires() == Requirement.MICROVM))
                .map(Unit::node)
                .collect(Collectors.toSet());
    }

    /** Replays an entry. Our own lines are shown before or after a class, and never inside it. */
    private void show(Entry entry, Replay replay, RunReport report) {
        if (entry.event() instanceof Started started && report.isUnit(started.id())) {
            host.hold();
        }
        host.clear();
        replay.replay(entry);
        if (entry.event() instanceof Output output) {
            byte[] bytes = output.bytes();
            host.printed(bytes.length == 0 || bytes[bytes.length - 1] == '\n');
        }
        if (entry.event() instanceof Finished finished && report.isUnit(finished.id())) {
            host.release();
        }
    }

    /** Interrupts the run, which then deletes what it made, and waits a little for that. */
    private static void endEarly(Thread thread) {
        thread.interrupt();
        try {
            TimeUnit.SECONDS.timedJoin(thread, 8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is already shutting down, and runs the hook.
        }
    }

    private JupiterDefaults defaults() {
        return JupiterDefaults.of(request.getConfigurationParameters());
    }

    private boolean isFree(Unit unit, SplitCheck splits) {
        return root.findByUniqueId(UniqueId.parse(unit.node()))
                .filter(splits::isFree)
                .isPresent();
    }

    /** Surefire enables assertions for class loaders and not on the command line, so a test class is asked. */
    private boolean assertionsEnabled() {
        return root.getChildren().stream()
                .map(TestDescriptor::getSource)
                .flatMap(source -> source.stream())
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass())
                .findFirst()
                .map(Class::desiredAssertionStatus)
                .orElse(true);
    }
}
