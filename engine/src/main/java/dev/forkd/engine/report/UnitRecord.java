package dev.forkd.engine.report;

import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunData.FailureData;
import dev.forkd.engine.report.RunData.Outcome;
import dev.forkd.engine.report.RunData.Stay;
import dev.forkd.engine.report.RunData.UnitData;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one unit: where it ran, as reported by sandboxes, and how it ended, as replayed. Not thread-safe.
 */
final class UnitRecord {

    private static final int MAX_FAILURES = 50;

    private final Unit unit;
    private final @Nullable String className;
    /** The names of the tests, by id. */
    private final Map<String, String> tests = new HashMap<>();

    private final Set<String> ended = new HashSet<>();
    private final List<Stay> stays = new ArrayList<>();
    private final List<FailureData> failures = new ArrayList<>();
    private int failed;
    private int skipped;
    private boolean wasSkipped;

    UnitRecord(Unit unit, @Nullable String className, Map<String, String> tests) {
        this.unit = unit;
        this.className = className;
        this.tests.putAll(tests);
    }

    Unit unit() {
        return unit;
    }

    void began(int index, String sandbox, double when) {
        stays.add(new Stay(index, sandbox, when, null));
    }

    void stopped(String sandbox, double when) {
        if (isRunningIn(sandbox)) {
            Stay last = stays.remove(stays.size() - 1);
            stays.add(new Stay(last.sandbox(), last.sandboxId(), last.start(), when));
        }
    }

    boolean isRunningIn(String sandbox) {
        Stay last = last();
        return last != null && last.end() == null && last.sandboxId().equals(sandbox);
    }

    @Nullable
    Stay last() {
        return stays.isEmpty() ? null : stays.get(stays.size() - 1);
    }

    boolean isTest(String id) {
        return tests.containsKey(id);
    }

    /** Notes a dynamic test. */
    void registered(String id, String name) {
        tests.put(id, name);
    }

    void finished(Finished event) {
        if (isTest(event.id())) {
            ended.add(event.id());
        }
        switch (event.outcome()) {
            case FAILED -> {
                failed++;
                failed(event.id(), event.throwable());
            }
            case ABORTED -> skipped += isTest(event.id()) ? 1 : 0;
            case SUCCESSFUL -> {}
        }
    }

    private void failed(String id, @Nullable ThrowableData throwable) {
        if (failures.size() < MAX_FAILURES) {
            failures.add(new FailureData(
                    Texts.name(id),
                    Texts.name(tests.getOrDefault(id, unit.name())),
                    throwable == null ? null : Texts.name(throwable.type()),
                    Texts.message(throwable == null ? null : throwable.message())));
        }
    }

    void skipped(String id) {
        wasSkipped |= id.equals(unit.id());
        List<String> inside = tests.keySet().stream()
                .filter(test -> test.equals(id) || test.startsWith(id + "/"))
                .toList();
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

    UnitData data() {
        Stay last = last();
        List<Stay> earlier = stays.isEmpty() ? List.of() : List.copyOf(stays.subList(0, stays.size() - 1));
        return new UnitData(
                Texts.name(unit.id()),
                Texts.name(unit.name()),
                className == null ? null : Texts.name(className),
                failed > 0 ? Outcome.failed : wasSkipped ? Outcome.skipped : Outcome.passed,
                last == null ? null : last.sandbox(),
                last == null ? null : last.sandboxId(),
                last == null ? null : last.start(),
                last == null ? null : last.end(),
                ended.size(),
                failed,
                skipped,
                earlier.size(),
                earlier,
                List.copyOf(failures));
    }
}
