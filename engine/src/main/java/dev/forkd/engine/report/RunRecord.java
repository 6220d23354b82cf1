package dev.forkd.engine.report;

import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.ledger.FailedAttempt;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunData.Cache;
import dev.forkd.engine.report.RunData.FrozenData;
import dev.forkd.engine.report.RunData.Order;
import dev.forkd.engine.report.RunData.Outcome;
import dev.forkd.engine.report.RunData.SandboxData;
import dev.forkd.engine.report.RunData.Settings;
import dev.forkd.engine.report.RunData.Stay;
import dev.forkd.engine.report.RunData.Totals;
import dev.forkd.engine.report.RunData.UnitData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Registered;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * Records a run. Where and when something ran is recorded when the sandboxes report it; how it ended is recorded when
 * it is replayed, because only that is certain. Thread-safe.
 */
final class RunRecord implements RunListener {

    private static final String JUPITER = "junit-jupiter";

    private final Clock clock;
    private final Map<String, UnitRecord> units = new LinkedHashMap<>();
    private final List<SandboxRecord> sandboxes = new ArrayList<>();
    private final Set<String> unitsEnded = new HashSet<>();
    private Settings settings = new Settings(null, null, null, null, null, null, null);
    private Order order = new Order(null, null, null);
    private Cache cache = new Cache(null, null, false);
    private final List<FrozenTest> frozen = new ArrayList<>();
    private int toFreeze;
    private boolean refusedToFreeze;
    private @Nullable String place;
    private @Nullable String problem;
    private @Nullable UnitRecord replaying;
    private long bytesShipped;
    private double sandboxesAsked;
    private int failuresHeard;
    private int testsHeard;

    RunRecord(Clock clock, List<Unit> planned, TestDescriptor root) {
        this.clock = clock;
        Map<String, TestDescriptor> descriptors = new LinkedHashMap<>();
        root.getChildren().forEach(child -> descriptors.put(child.getUniqueId().toString(), child));
        for (Unit unit : planned) {
            TestDescriptor descriptor = descriptors.get(unit.id());
            units.put(unit.id(), new UnitRecord(unit, classOf(descriptor), testsOf(descriptor)));
        }
    }

    private static @Nullable String classOf(@Nullable TestDescriptor descriptor) {
        return Optional.ofNullable(descriptor)
                .flatMap(TestDescriptor::getSource)
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getClassName())
                .orElse(null);
    }

    private static Map<String, String> testsOf(@Nullable TestDescriptor descriptor) {
        Map<String, String> tests = new LinkedHashMap<>();
        if (descriptor != null) {
            descriptor.accept(node -> {
                if (node.isTest()) {
                    tests.put(node.getUniqueId().toString(), node.getDisplayName());
                }
            });
        }
        return tests;
    }

    synchronized void settings(Settings chosen, Order chosenOrder, String keeps, int freeze) {
        settings = chosen;
        order = chosenOrder;
        toFreeze = freeze;
        cache = new Cache(keeps, null, false);
    }

    /** Notes which kept snapshot a fleet began with. */
    synchronized void kept(String tag, boolean made) {
        cache = new Cache(cache.keeps(), Texts.name(tag), made);
    }

    /** Notes that the sandboxes are requested now. */
    synchronized void sandboxesAsked() {
        sandboxesAsked = clock.now();
    }

    synchronized void place(String kind) {
        place = kind;
    }

    synchronized void shipped(long bytes) {
        bytesShipped += bytes;
    }

    synchronized void problem(String text) {
        if (problem == null) {
            problem = Texts.message(text);
        }
    }

    @Override
    public synchronized void sandboxReady(int index, String sandboxId) {
        String sandbox = Texts.name(sandboxId);
        if (find(sandbox).isEmpty()) {
            // A replacement was requested when the lost sandbox ended.
            double asked = sandboxes.stream()
                    .filter(earlier -> earlier.index() == index)
                    .map(SandboxRecord::end)
                    .mapToDouble(end -> end == null ? sandboxesAsked : end)
                    .max()
                    .orElse(sandboxesAsked);
            sandboxes.add(new SandboxRecord(index, sandbox, asked, clock.now()));
        }
    }

    @Override
    public synchronized void heard(int index, String sandboxId, String unit, long micros, NodeEvent event) {
        String sandbox = Texts.name(sandboxId);
        UnitRecord record = units.get(unit);
        if (record == null || unitsEnded.contains(unit)) {
            return;
        }
        if (event instanceof Started started && started.id().equals(unit)) {
            record.began(index, sandbox, clock.seconds(micros));
        } else if (event instanceof Skipped skipped && skipped.id().equals(unit)) {
            record.began(index, sandbox, clock.seconds(micros));
            ended(record, sandbox, micros);
        } else if (event instanceof Finished finished) {
            testsHeard += record.isTest(finished.id()) ? 1 : 0;
            if (finished.outcome() == dev.forkd.worker.protocol.WorkerEvent.Outcome.FAILED) {
                failuresHeard++;
                refuseToFreeze(record.unit(), finished.id());
            }
            if (finished.id().equals(unit)) {
                ended(record, sandbox, micros);
            }
        } else if (event instanceof Registered registered) {
            register(record, registered);
        }
    }

    @Override
    public synchronized void divided(String unit, int parts) {
        UnitRecord record = units.get(unit);
        if (record != null) {
            record.divided(parts);
        }
    }

    @Override
    public synchronized void retried(String unit) {
        UnitRecord record = units.get(unit);
        if (record != null) {
            unitsEnded.remove(unit);
            record.runsAgain();
        }
    }

    @Override
    public synchronized void frozen(FrozenTest test) {
        frozen.add(test);
    }

    /** Workers stop only where Jupiter lets them. That others are not frozen is said once, not for each of them. */
    private void refuseToFreeze(Unit unit, String test) {
        if (refusedToFreeze || frozen.size() >= toFreeze) {
            return;
        }
        String engine = UniqueId.parse(unit.node()).getEngineId().orElse("");
        if (!engine.equals(JUPITER)) {
            refusedToFreeze = true;
            frozen.add(new FrozenTest(
                    test,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("it is run by " + engine
                            + ", and only tests of Jupiter's classes, outside of suites, can be frozen")));
        }
    }

    private FrozenData described(FrozenTest test) {
        return new FrozenData(
                Texts.name(test.test()),
                Texts.name(units.values().stream()
                        .map(unit -> unit.nameOf(test.test()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(test.test())),
                test.tag().orElse(null),
                test.command().orElse(null),
                test.note().map(Texts::message).orElse(null));
    }

    private void ended(UnitRecord record, String sandbox, long micros) {
        record.stopped(sandbox, clock.seconds(micros));
        if (record.partEnded()) {
            unitsEnded.add(record.unit().id());
        }
    }

    private static void register(UnitRecord record, Registered registered) {
        if (registered.descriptor().type().contains("TEST")) {
            record.registered(
                    registered.descriptor().id(), registered.descriptor().displayName());
        }
    }

    @Override
    public synchronized void workerLost(int index, String sandboxId, String why) {
        String sandbox = Texts.name(sandboxId);
        double now = clock.now();
        List<UnitRecord> running = units.values().stream()
                .filter(unit -> unit.isRunningIn(sandbox))
                .toList();
        running.forEach(unit -> unit.stopped(sandbox, now));
        find(sandbox).ifPresent(lost -> lost.lost(now, why, running.size()));
    }

    @Override
    public synchronized void workerEnded(int index, String sandbox) {
        find(Texts.name(sandbox)).ifPresent(ended -> ended.ended(clock.now()));
    }

    private Optional<SandboxRecord> find(String id) {
        return sandboxes.stream().filter(sandbox -> sandbox.id().equals(id)).findFirst();
    }

    /** Records what is replayed; units are replayed one after the other. */
    synchronized void observe(Entry entry, Function<String, List<FailedAttempt>> earlier) {
        NodeEvent event = entry.event();
        if (event instanceof Started started) {
            open(started.id());
        } else if (event instanceof Skipped skipped) {
            open(skipped.id());
            current().ifPresent(unit -> unit.skipped(skipped.id()));
        } else if (event instanceof Finished finished) {
            current().ifPresent(unit -> unit.finished(finished, earlier.apply(finished.id())));
        } else if (event instanceof Registered registered) {
            current().ifPresent(unit -> register(unit, registered));
        }
    }

    boolean isUnit(String id) {
        return units.containsKey(id);
    }

    private void open(String id) {
        UnitRecord unit = units.get(id);
        if (unit != null) {
            replaying = unit;
        }
    }

    private Optional<UnitRecord> current() {
        return Optional.ofNullable(replaying);
    }

    /** Tells how far the sandboxes are. */
    synchronized Standing standing() {
        double now = clock.now();
        List<Running> running = units.values().stream()
                .filter(unit -> !unitsEnded.contains(unit.unit().id()))
                .filter(unit -> unit.last() != null && unit.last().end() == null)
                .sorted(Comparator.comparingDouble(RunRecord::startOf))
                .map(unit ->
                        new Running(Texts.name(unit.unit().name()), Math.max(0, now - startOf(unit)), sandboxOf(unit)))
                .toList();
        long cost = 0;
        long costEnded = 0;
        for (UnitRecord unit : units.values()) {
            cost += unit.unit().cost();
            costEnded += unitsEnded.contains(unit.unit().id()) ? unit.unit().cost() : 0;
        }
        double began = firstStart();
        return new Standing(
                unitsEnded.size(),
                units.size(),
                testsHeard,
                failuresHeard,
                cost == 0 ? 0 : costEnded / (double) cost,
                Math.max(0, now - began),
                running);
    }

    private static int sandboxOf(UnitRecord unit) {
        Stay last = unit.last();
        return last == null ? 0 : last.sandbox();
    }

    private static double startOf(UnitRecord unit) {
        Stay last = unit.last();
        return last == null ? 0 : last.start();
    }

    /** The start of the first unit, or the present time if none has begun. */
    private double firstStart() {
        return units.values().stream()
                .filter(unit -> unit.last() != null)
                .mapToDouble(unit -> unit.data().earlier().stream()
                        .mapToDouble(Stay::start)
                        .min()
                        .orElse(startOf(unit)))
                .min()
                .orElse(clock.now());
    }

    synchronized RunData data(String engine) {
        double now = clock.now();
        List<UnitData> all = units.values().stream().map(UnitRecord::data).toList();
        List<SandboxData> seen = sandboxes.stream().map(SandboxRecord::data).toList();
        double testSeconds =
                units.values().stream().mapToDouble(UnitRecord::seconds).sum();
        Totals totals = new Totals(
                all.size(),
                all.stream().mapToInt(UnitData::tests).sum(),
                all.stream().mapToInt(UnitData::failed).sum(),
                all.stream().mapToInt(UnitData::skipped).sum(),
                all.stream().mapToInt(UnitData::flaky).sum(),
                (int) seen.stream().mapToInt(SandboxData::index).distinct().count(),
                (int) sandboxes.stream().filter(SandboxRecord::isLost).count(),
                round(testSeconds),
                round(Math.min(firstStart(), now)),
                now == 0 ? 0 : round(testSeconds / now),
                bytesShipped);
        Settings shown = new Settings(
                settings.n(),
                settings.controller(),
                settings.snapshotTag(),
                place,
                settings.perChildNetns(),
                settings.memoryLimitMib(),
                settings.branch());
        return new RunData(
                RunData.SCHEMA,
                engine,
                totals.failed() > 0 || problem != null ? Outcome.failed : Outcome.passed,
                problem,
                clock.instant(0).toString(),
                clock.instant(now).toString(),
                now,
                shown,
                order,
                cache,
                totals,
                seen,
                all,
                frozen.stream().map(this::described).toList());
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
