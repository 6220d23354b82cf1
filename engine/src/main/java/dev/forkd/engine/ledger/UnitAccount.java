package dev.forkd.engine.ledger;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import dev.forkd.worker.protocol.WorkerEvent.ThrowableData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one unit: which tests have not started, which nodes are open, and the events that wait
 * to be replayed. It lets each node start once and end once, whatever the workers send, and closes what a
 * lost worker left open. Not thread-safe; its {@link Ledger} guards it.
 */
final class UnitAccount {

    /** A unit that was running when this many workers died is not tried on a further one. */
    private static final int MOST_LOSSES = 2;

    private final Unit unit;
    private final Spool spool;
    private final EventEncoder encoder = new EventEncoder();
    private final Set<String> pending;
    private final Set<String> begun = new HashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final Set<String> failedByUs = new HashSet<>();
    private final Map<String, ThrowableData> unresolved = new LinkedHashMap<>();
    private int losses;
    private boolean ended;

    UnitAccount(Unit unit, Spool spool) {
        this.unit = unit;
        this.spool = spool;
        this.pending = new LinkedHashSet<>(unit.leaves());
    }

    Unit unit() {
        return unit;
    }

    Spool spool() {
        return spool;
    }

    boolean ended() {
        return ended;
    }

    boolean begun() {
        return !begun.isEmpty();
    }

    int testsLeft() {
        return pending.size();
    }

    /** Takes an event of a worker; one that would start or end a node a second time is dropped. */
    void accept(long micros, WorkerEvent event, String line) {
        if (ended) {
            return;
        }
        if (event instanceof Started started) {
            start(micros, started, line);
        } else if (event instanceof Finished finished) {
            finish(micros, finished, line);
        } else if (event instanceof Skipped skipped) {
            skip(micros, skipped, line);
        } else if (event instanceof WorkerEvent.Unresolved missing) {
            unresolved.put(missing.id(), reasonOf(missing));
        } else {
            spool.add(new Entry(micros, event), line);
        }
    }

    /** Its batch is over: what has not ended now never will. */
    void close(long micros, ThrowableData reason) {
        if (!ended) {
            ThrowableData why = unresolved.values().stream().findFirst().orElse(reason);
            failUnit(micros, why);
        }
    }

    /** Skips a unit of which nothing has run. */
    void skipWhole(long micros, String reason) {
        if (!ended && begun.isEmpty()) {
            make(micros, new Skipped(unit.id(), reason));
        }
    }

    /**
     * Its worker is lost. The innermost open nodes fail; nodes with tests that never started stay open for
     * another worker.
     *
     * @return what is left to run elsewhere
     */
    Optional<Unit> lost(long micros, ThrowableData reason) {
        if (ended) {
            return Optional.empty();
        }
        if (!open.isEmpty()) {
            losses++;
        }
        if (losses >= MOST_LOSSES) {
            failUnit(micros, reason);
            return Optional.empty();
        }
        List<String> latestFirst = new ArrayList<>(open);
        for (ListIterator<String> i = latestFirst.listIterator(latestFirst.size()); i.hasPrevious(); ) {
            String node = i.previous();
            boolean stillNeeded = anyBelow(open, node) || anyBelow(pending, node);
            if (!stillNeeded) {
                endBecause(micros, node, reason);
            }
        }
        return ended ? Optional.empty() : Optional.of(remainder());
    }

    private void start(long micros, Started event, String line) {
        if (begun.add(event.id())) {
            pending.remove(event.id());
            open.add(event.id());
            spool.add(new Entry(micros, event), line);
            if (event.id().equals(unit.id())) {
                unresolved.forEach((id, reason) -> failUnresolved(micros, id, reason));
            }
        }
    }

    private void finish(long micros, Finished event, String line) {
        if (open.remove(event.id())) {
            if (event.outcome() != Outcome.SUCCESSFUL) {
                // A node that fails takes the tests below it that have not started with it.
                pending.removeIf(leaf -> isBelow(leaf, event.id()));
            }
            spool.add(new Entry(micros, event), line);
            ended = event.id().equals(unit.id());
        }
    }

    private void skip(long micros, Skipped event, String line) {
        if (begun.add(event.id())) {
            pending.removeIf(leaf -> leaf.equals(event.id()) || isBelow(leaf, event.id()));
            spool.add(new Entry(micros, event), line);
            ended = event.id().equals(unit.id());
        }
    }

    private void failUnresolved(long micros, String id, ThrowableData reason) {
        if (pending.contains(id)) {
            make(micros, new Started(id));
            failedByUs.add(id);
            make(micros, new Finished(id, Outcome.FAILED, reason));
        }
    }

    /** Ends everything that is open, innermost first, and with it the unit. */
    private void failUnit(long micros, ThrowableData reason) {
        if (!begun.contains(unit.id())) {
            make(micros, new Started(unit.id()));
        }
        List<String> latestFirst = new ArrayList<>(open);
        for (ListIterator<String> i = latestFirst.listIterator(latestFirst.size()); i.hasPrevious(); ) {
            endBecause(micros, i.previous(), reason);
        }
    }

    /** The node fails, unless the failure is already told by a node below it. */
    private void endBecause(long micros, String node, ThrowableData reason) {
        boolean told = anyBelow(failedByUs, node) && !anyBelow(pending, node);
        if (!told) {
            failedByUs.add(node);
        }
        make(micros, new Finished(node, told ? Outcome.SUCCESSFUL : Outcome.FAILED, told ? null : reason));
    }

    private void make(long micros, WorkerEvent event) {
        accept(micros, event, encoder.encode(new EventLine(0, micros, event)));
    }

    private Unit remainder() {
        List<String> selectors = unit.selectors().stream()
                .filter(selector -> pending.stream().anyMatch(leaf -> selector.equals(leaf) || isBelow(selector, leaf)))
                .toList();
        long cost = Math.max(
                1, unit.cost() * pending.size() / Math.max(1, unit.leaves().size()));
        return new Unit(unit.id(), unit.name(), selectors, new LinkedHashSet<>(pending), cost);
    }

    private static boolean anyBelow(Set<String> ids, String node) {
        return ids.stream().anyMatch(id -> isBelow(id, node));
    }

    private static boolean isBelow(String id, String node) {
        return id.length() > node.length() && id.startsWith(node) && id.charAt(node.length()) == '/';
    }

    private static ThrowableData reasonOf(WorkerEvent.Unresolved missing) {
        ThrowableData given = missing.throwable();
        return given != null
                ? given
                : Reasons.of(
                        IllegalStateException.class,
                        "This test exists here but was not found in the sandbox: " + missing.id()
                                + ". Does its class depend on something that only this machine has?");
    }
}
