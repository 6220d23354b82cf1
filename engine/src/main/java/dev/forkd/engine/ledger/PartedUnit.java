package dev.forkd.engine.ledger;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
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
 * A unit whose parts run apart, and that is reported as if it had run as a whole: one part after the other, in their order,
 * and its containers around all of them. A container ends as badly as the worst of its ends in the parts. Not thread-safe;
 * its {@link Ledger} guards it.
 */
final class PartedUnit {

    private final UnitAccount whole;
    private final Unit unit;
    private final EventEncoder encoder = new EventEncoder();
    /** Those that have not been reported to their end. */
    private final Deque<Part> parts = new ArrayDeque<>();
    /** Containers that a part has ended and that later parts have tests of. */
    private final Map<String, Finished> ends = new HashMap<>();
    /** Parts that were skipped before anything of the unit ran: maybe all of them will be. */
    private final List<SkippedPart> skipped = new ArrayList<>();

    PartedUnit(UnitAccount whole, Unit unit) {
        this.whole = whole;
        this.unit = unit;
    }

    private record Part(Unit unit, UnitAccount account) {}

    private record SkippedPart(Unit unit, long micros, Skipped event) {}

    /** Adds the next part. */
    void add(Unit part, UnitAccount account) {
        parts.add(new Part(part, account));
    }

    UnitAccount whole() {
        return whole;
    }

    /** Reports what can be reported now. */
    void report(long micros) {
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
            // What it has not told of its tests, as after a failed set-up, nobody will.
            whole.forget(part.unit().leaves());
            endContainers(micros);
        }
        if (parts.isEmpty() && !whole.ended() && !skipped.isEmpty()) {
            accept(micros, skipped.get(0).event());
        }
    }

    private void report(Unit part, Entry entry) {
        NodeEvent event = entry.event();
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

    private void skipTests(SkippedPart part) {
        for (String leaf : part.unit().leaves()) {
            if (isBelow(leaf, part.event().id())) {
                accept(part.micros(), new Skipped(leaf, part.event().reason()));
                endLater(leaf);
            }
        }
    }

    /** The containers of a test that is skipped here were started for it. */
    private void endLater(String leaf) {
        Stream.concat(Stream.of(unit.node()), unit.containers().stream())
                .filter(container -> isBelow(leaf, container))
                .forEach(container -> ends.putIfAbsent(container, new Finished(container, Outcome.SUCCESSFUL, null)));
    }

    /** Ends the containers of which no later part has a test, the innermost first. */
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
        whole.accept(micros, event, encoder.encode(new EventLine(0, micros, event)));
    }
}
