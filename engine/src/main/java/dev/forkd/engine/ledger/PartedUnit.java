package dev.forkd.engine.ledger;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A unit whose parts run separately, but which is reported as if it had run as a whole: one part after the other, in
 * their order. A container starts with the first part that has tests in it and ends after the last one; of its outcomes
 * in these parts, the worst one is reported. Not thread-safe; guarded by its {@link Ledger}.
 */
final class PartedUnit implements Composite {

    private final UnitAccount whole;
    private final Unit unit;
    /** The parts that are not yet reported completely. */
    private final Deque<Part> parts = new ArrayDeque<>();
    /** The ends of containers that are held back, because later parts have tests in these containers. */
    private final Map<String, Finished> ends = new HashMap<>();
    /**
     * Parts that were skipped before anything else of the unit was reported. If that happens to all parts, the unit is
     * reported as skipped; otherwise each test of these parts is.
     */
    private final List<SkippedPart> skipped = new ArrayList<>();

    PartedUnit(UnitAccount whole, Unit unit) {
        this.whole = whole;
        this.unit = unit;
    }

    private record Part(Unit unit, UnitAccount account) {}

    private record SkippedPart(Unit unit, long micros, Skipped event) {}

    /** Adds a part that is reported after those that were added before. */
    void add(Unit part, UnitAccount account) {
        parts.add(new Part(part, account));
    }

    @Override
    public UnitAccount whole() {
        return whole;
    }

    @Override
    public UnitAccount endOf(UnitAccount part) {
        return part;
    }

    /**
     * Reports all that is due: events of the first part that has not ended and, after its end, those of the next part.
     */
    @Override
    public void report(long micros) {
        while (!parts.isEmpty() && !whole.ended()) {
            Part part = parts.getFirst();
            Spool spool = part.account().spool();
            for (Entry entry = spool.poll(); entry != null; entry = spool.poll()) {
                report(part.unit(), entry);
            }
            if (!part.account().ended()) {
                return;
            }
            parts.removeFirst();
            // The part has ended, so its remaining tests will not be reported, for example after a failed set-up.
            whole.forget(part.unit().leaves());
            endContainers(micros);
        }
        if (parts.isEmpty() && !whole.ended() && !skipped.isEmpty()) {
            accept(micros, skipped.get(0).event());
        }
    }

    private void report(Unit part, Entry entry) {
        NodeEvent event = entry.event();
        if (isOfAnother(part, event)) {
            return;
        }
        if (event instanceof Skipped skip && isContainer(skip.id())) {
            SkippedPart skippedPart = new SkippedPart(part, entry.micros(), skip);
            if (whole.begun()) {
                skipTests(skippedPart);
            } else {
                skipped.add(skippedPart);
            }
            return;
        }
        skipped.forEach(this::skipTests);
        skipped.clear();
        if (event instanceof Finished finished && isContainer(finished.id())) {
            ends.merge(finished.id(), finished, PartedUnit::worse);
        } else {
            accept(entry.micros(), event);
        }
    }

    /** A sandbox may only report about the part that it was granted, even if it registers the test of another one. */
    private boolean isOfAnother(Unit part, NodeEvent event) {
        String id = event.id();
        return id != null
                && unit.leafOf(id).filter(leaf -> !part.leaves().contains(leaf)).isPresent();
    }

    private void skipTests(SkippedPart part) {
        for (String leaf : part.unit().leaves()) {
            if (isBelow(leaf, part.event().id())) {
                accept(part.micros(), new Skipped(leaf, part.event().reason()));
                endLater(leaf);
            }
        }
    }

    /** Makes sure that the containers of a skipped test are ended later, because they were started for it. */
    private void endLater(String leaf) {
        Stream.concat(Stream.of(unit.node()), unit.containers().stream())
                .filter(container -> isBelow(leaf, container))
                .forEach(container -> ends.putIfAbsent(container, new Finished(container, Outcome.SUCCESSFUL, null)));
    }

    /** Ends the containers in which no later part has a test, the innermost first. */
    private void endContainers(long micros) {
        Set<String> needed = new HashSet<>();
        for (Part later : parts) {
            for (String container : ends.keySet()) {
                if (later.unit().leaves().stream().anyMatch(leaf -> isBelow(leaf, container))) {
                    needed.add(container);
                }
            }
        }
        List<Finished> now = ends.values().stream()
                .filter(end -> !needed.contains(end.id()))
                .sorted(Comparator.comparingInt((Finished end) -> end.id().length())
                        .reversed())
                .toList();
        for (Finished end : now) {
            ends.remove(end.id());
            accept(micros, end);
        }
    }

    private static Finished worse(Finished first, Finished second) {
        return rank(second) > rank(first) ? second : first;
    }

    private static int rank(Finished end) {
        return end.outcome() == Outcome.FAILED ? 2 : end.outcome() == Outcome.ABORTED ? 1 : 0;
    }

    private boolean isContainer(String id) {
        return id.equals(unit.node()) || unit.containers().contains(id);
    }

    private static boolean isBelow(String id, String container) {
        return id.startsWith(container + "/");
    }

    private void accept(long micros, NodeEvent event) {
        whole.make(micros, event);
    }
}
