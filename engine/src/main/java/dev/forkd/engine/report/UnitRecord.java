package dev.forkd.engine.report;

import dev.forkd.engine.ledger.FailedAttempt;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunData.FailureData;
import dev.forkd.engine.report.RunData.Outcome;
import dev.forkd.engine.report.RunData.Stay;
import dev.forkd.engine.report.RunData.UnitData;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one unit: where it ran, as reported by sandboxes, and how it ended, as replayed. Not thread-safe.
 */
final class UnitRecord {

    private static final int MAX_FAILURES = 50;

    /** The character after the one that follows a node's id in the ids of the nodes below it. */
    private static final char AFTER_SEPARATOR = '/' + 1;

    private final Unit unit;
    private final @Nullable String className;
    /** The names of the tests, by id, so that those below a node are together. */
    private final TreeMap<String, String> tests = new TreeMap<>();

    private final Set<String> ended = new HashSet<>();
    private final List<Stay> stays = new ArrayList<>();
    private final List<FailureData> failures = new ArrayList<>();
    private final List<FailureData> flakes = new ArrayList<>();
    private int parts = 1;
    private int partsEnded;
    private int failed;
    private int skipped;
    private int flaky;
    private int attempts;
    private boolean wasSkipped;

    UnitRecord(Unit unit, @Nullable String className, Map<String, String> tests) {
        this.unit = unit;
        this.className = className;
        this.tests.putAll(tests);
    }

    Unit unit() {
        return unit;
    }

    /** Notes that the unit began in a sandbox, which may say so again and again. */
    void began(int index, String sandbox, double when) {
        if (!isRunningIn(sandbox)) {
            stays.add(new Stay(index, sandbox, when, null));
        }
    }

    /** Notes that the unit was divided into parts, which may run at the same time. */
    void divided(int into) {
        parts = into;
    }

    /** Notes that a part has ended, and returns whether it was the last one. */
    boolean partEnded() {
        return ++partsEnded >= parts;
    }

    /** Notes that the unit, or a part of it, is to run again after a failure. */
    void runsAgain() {
        attempts++;
        partsEnded = Math.max(0, partsEnded - 1);
    }

    void stopped(String sandbox, double when) {
        stays.replaceAll(
                stay -> isIn(stay, sandbox) ? new Stay(stay.sandbox(), stay.sandboxId(), stay.start(), when) : stay);
    }

    boolean isRunningIn(String sandbox) {
        return stays.stream().anyMatch(stay -> isIn(stay, sandbox));
    }

    private static boolean isIn(Stay stay, String sandbox) {
        return stay.end() == null && stay.sandboxId().equals(sandbox);
    }

    @Nullable
    Stay last() {
        return stays.isEmpty() ? null : stays.get(stays.size() - 1);
    }

    boolean isTest(String id) {
        return tests.containsKey(id);
    }

    /** The name of a test of this unit, with that of the unit; null if the unit has no such test. */
    @Nullable
    String nameOf(String id) {
        if (id.equals(unit.id())) {
            return unit.name();
        }
        String name = tests.get(id);
        return name == null ? null : unit.name() + " " + name;
    }

    /** Notes a dynamic test. Those that are known keep their names. */
    void registered(String id, String name) {
        tests.putIfAbsent(id, name);
    }

    void finished(Finished event, List<FailedAttempt> earlier) {
        if (isTest(event.id())) {
            ended.add(event.id());
        }
        switch (event.outcome()) {
            case FAILED -> {
                failed++;
                keep(failures, event.id(), event.throwable());
            }
            case ABORTED -> skipped += isTest(event.id()) ? 1 : 0;
            case SUCCESSFUL -> {
                flaky += earlier.isEmpty() ? 0 : 1;
                earlier.forEach(attempt -> keep(flakes, event.id(), attempt.failure()));
            }
        }
    }

    private void keep(List<FailureData> list, String id, @Nullable ThrowableData throwable) {
        if (list.size() < MAX_FAILURES) {
            list.add(new FailureData(
                    Texts.name(id),
                    Texts.name(tests.getOrDefault(id, unit.name())),
                    throwable == null ? null : Texts.name(throwable.type()),
                    Texts.message(throwable == null ? null : throwable.message())));
        }
    }

    void skipped(String id) {
        wasSkipped |= id.equals(unit.id());
        List<String> inside =
                new ArrayList<>(tests.subMap(id + '/', id + AFTER_SEPARATOR).keySet());
        if (isTest(id)) {
            inside.add(id);
        }
        // A template has no tests yet; it counts as one, as in build tools.
        for (String test : inside.isEmpty() ? List.of(id) : inside) {
            skipped += ended.add(test) ? 1 : 0;
        }
    }

    double seconds() {
        return stays.stream()
                .mapToDouble(stay -> stay.end() == null ? 0 : stay.end() - stay.start())
                .sum();
    }

    /** In a run that was broken off the tests of such a class are skipped, each by itself. */
    private boolean neverBegan() {
        return stays.isEmpty() && skipped > 0;
    }

    UnitData data() {
        Stay last = last();
        List<Stay> earlier = stays.isEmpty() ? List.of() : List.copyOf(stays.subList(0, stays.size() - 1));
        return new UnitData(
                Texts.name(unit.id()),
                Texts.name(unit.name()),
                className == null ? null : Texts.name(className),
                failed > 0 ? Outcome.failed : wasSkipped || neverBegan() ? Outcome.skipped : Outcome.passed,
                last == null ? null : last.sandbox(),
                last == null ? null : last.sandboxId(),
                last == null ? null : last.start(),
                last == null ? null : last.end(),
                ended.size(),
                failed,
                skipped,
                flaky,
                Math.max(0, stays.size() - parts - attempts),
                parts,
                earlier,
                List.copyOf(failures),
                List.copyOf(flakes));
    }
}
