package dev.forkd.engine.ledger;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Registered;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import dev.forkd.worker.protocol.WorkerEvent.Unresolved;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one unit: which tests have not started, which nodes are open, and the events that wait
 * to be replayed. It lets each node start once and end once, parents around their children, whatever the
 * workers send, and closes what a lost worker left open. Not thread-safe; its {@link Ledger} guards it.
 */
final class UnitAccount {

    /** A unit that was running when this many workers died is not tried on a further one. */
    private static final int MOST_LOSSES = 2;

    private final Unit unit;
    private final Spool spool;
    private final EventEncoder encoder = new EventEncoder();
    /** All that may be started as an ancestor of something: those of the host's tree and the registered. */
    private final Set<String> nodes = new HashSet<>();

    private final Set<String> pending;
    private final Set<String> begun = new HashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final Set<String> failedByUs = new HashSet<>();
    private final Map<String, ThrowableData> unresolved = new LinkedHashMap<>();
    private int losses;
    private boolean waiting;
    private boolean ended;

    UnitAccount(Unit unit, Spool spool) {
        this.unit = unit;
        this.spool = spool;
        this.pending = new LinkedHashSet<>(unit.leaves());
        nodes.add(unit.id());
        nodes.addAll(unit.containers());
        nodes.addAll(unit.leaves());
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

    /** Takes an event of a worker; one that would start or end a node a second time is dropped. */
    void accept(long micros, NodeEvent event, String line) {
        if (ended) {
            return;
        }
        waiting = false;
        if (event instanceof Started started) {
            start(micros, started, line);
        } else if (event instanceof Finished finished) {
            finish(micros, finished, line);
        } else if (event instanceof Skipped skipped) {
            skip(micros, skipped, line);
        } else if (event instanceof Registered registered) {
            register(micros, registered, line);
        } else if (event instanceof Unresolved missing) {
            unresolved.put(missing.id(), reasonOf(missing));
        } else {
            spool.add(new Entry(micros, event), line);
        }
    }

    /** Its batch is over: what has not ended now never will. */
    void close(long micros, ThrowableData reason) {
        if (!ended) {
            failUnit(micros, reason);
        }
    }

    /** Skips the unit if nothing of it has run. */
    void skipWhole(long micros, String reason) {
        if (begun.isEmpty()) {
            make(micros, new Skipped(unit.id(), reason));
        }
    }

    /** Skips what is left, unless a worker is at it. */
    void cancel(long micros, String reason) {
        skipWhole(micros, reason);
        if (!ended && waiting) {
            for (String leaf : List.copyOf(pending)) {
                if (pending.contains(leaf)) {
                    make(micros, new Skipped(outermostNotBegun(leaf), reason));
                }
            }
            latestFirst(open).forEach(node -> make(micros, new Finished(node, Outcome.SUCCESSFUL, null)));
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
        // Earlier failures tell of other losses, not of this one.
        failedByUs.clear();
        if (losses >= MOST_LOSSES) {
            failUnit(micros, reason);
            return Optional.empty();
        }
        for (String node : latestFirst(open)) {
            boolean stillNeeded = anyBelow(open, node) || anyBelow(pending, node);
            if (!stillNeeded) {
                endBecause(micros, node, reason);
            }
        }
        if (ended) {
            return Optional.empty();
        }
        waiting = true;
        return Optional.of(remainder());
    }

    private void start(long micros, Started event, String line) {
        if (mayBegin(event.id())) {
            startAncestors(micros, event.id());
            begun.add(event.id());
            pending.remove(event.id());
            open.add(event.id());
            spool.add(new Entry(micros, event), line);
        }
    }

    private void finish(long micros, Finished event, String line) {
        String id = event.id();
        if (open.contains(id)) {
            if (isInner(id)) {
                endPending(micros, event);
            }
            latestFirst(open).stream()
                    .filter(node -> isBelow(node, id))
                    .forEach(node -> endBecause(micros, node, stillOpen(node, id)));
            open.remove(id);
            spool.add(new Entry(micros, event), line);
            ended = id.equals(unit.id());
        }
    }

    private void skip(long micros, Skipped event, String line) {
        if (mayBegin(event.id()) && !anyBelow(open, event.id())) {
            startAncestors(micros, event.id());
            begun.add(event.id());
            pending.removeIf(leaf -> leaf.equals(event.id()) || isBelow(leaf, event.id()));
            spool.add(new Entry(micros, event), line);
            ended = event.id().equals(unit.id());
        }
    }

    private void register(long micros, Registered event, String line) {
        String id = event.descriptor().id();
        String parent = event.descriptor().parent();
        // Below itself or in another unit it would tie the tree of the whole run into a knot.
        boolean hasPlace = isOrIsBelow(parent, unit.id()) && !isOrIsBelow(parent, id);
        if (hasPlace && mayBegin(id) && nodes.add(id)) {
            spool.add(new Entry(micros, event), line);
        }
    }

    /** A node begins once, and never below one that has ended. */
    private boolean mayBegin(String id) {
        return !begun.contains(id)
                && ancestors(id).stream().noneMatch(node -> begun.contains(node) && !open.contains(node));
    }

    /** The Platform wants containers to start before what is in them. */
    private void startAncestors(long micros, String id) {
        for (String node : ancestors(id)) {
            if (nodes.contains(node) && !begun.contains(node)) {
                make(micros, new Started(node));
            }
        }
    }

    private String outermostNotBegun(String leaf) {
        return ancestors(leaf).stream()
                .filter(node -> nodes.contains(node) && !begun.contains(node))
                .findFirst()
                .orElse(leaf);
    }

    /**
     * A container that fails takes the tests below it that have not started with it; one that ended well
     * should have none.
     */
    private void endPending(long micros, Finished event) {
        if (event.outcome() != Outcome.SUCCESSFUL) {
            pending.removeIf(leaf -> isBelow(leaf, event.id()));
        }
        for (String leaf : List.copyOf(pending)) {
            if (isBelow(leaf, event.id())) {
                ThrowableData known = unresolvedReason(leaf);
                fail(micros, leaf, known == null ? unreported(leaf) : known);
            }
        }
    }

    private boolean isInner(String id) {
        return id.equals(unit.id()) || unit.containers().contains(id);
    }

    private void fail(long micros, String leaf, ThrowableData reason) {
        make(micros, new Started(leaf));
        failedByUs.add(leaf);
        make(micros, new Finished(leaf, Outcome.FAILED, reason));
    }

    /** Ends everything that is open, innermost first, and with it the unit. */
    private void failUnit(long micros, ThrowableData reason) {
        if (!begun.contains(unit.id())) {
            make(micros, new Started(unit.id()));
        }
        for (String leaf : List.copyOf(pending)) {
            ThrowableData known = unresolvedReason(leaf);
            if (known != null) {
                fail(micros, leaf, known);
            }
        }
        latestFirst(open).forEach(node -> endBecause(micros, node, reason));
    }

    /** The node fails, unless the failure is already told by a node below it. */
    private void endBecause(long micros, String node, ThrowableData reason) {
        boolean told = anyBelow(failedByUs, node) && !anyBelow(pending, node);
        if (!told) {
            failedByUs.add(node);
        }
        make(micros, new Finished(node, told ? Outcome.SUCCESSFUL : Outcome.FAILED, told ? null : reason));
    }

    private void make(long micros, NodeEvent event) {
        accept(micros, event, encoder.encode(new EventLine(0, micros, event)));
    }

    private Unit remainder() {
        List<String> selectors = unit.selectors().stream()
                .filter(selector -> pending.contains(selector)
                        || ancestors(selector).stream().anyMatch(pending::contains))
                .toList();
        long cost = Math.max(
                1, unit.cost() * pending.size() / Math.max(1, unit.leaves().size()));
        return new Unit(
                unit.id(),
                unit.name(),
                selectors,
                unit.containers(),
                Collections.unmodifiableSet(new LinkedHashSet<>(pending)),
                cost,
                unit.passable());
    }

    /** A selector may be an invocation below its leaf. */
    private @Nullable ThrowableData unresolvedReason(String leaf) {
        return unresolved.entrySet().stream()
                .filter(missing -> isOrIsBelow(missing.getKey(), leaf))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** The ids above one, from the unit's own inwards. */
    private List<String> ancestors(String id) {
        List<String> ancestors = new ArrayList<>();
        for (int end = unit.id().length(); end >= 0 && end < id.length(); end = id.indexOf("/[", end + 1)) {
            ancestors.add(id.substring(0, end));
        }
        return ancestors;
    }

    private static List<String> latestFirst(Collection<String> ids) {
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }

    private static boolean anyBelow(Set<String> ids, String node) {
        return ids.stream().anyMatch(id -> isBelow(id, node));
    }

    private static boolean isOrIsBelow(String id, String node) {
        return id.equals(node) || isBelow(id, node);
    }

    private static boolean isBelow(String id, String node) {
        return id.length() > node.length() && id.startsWith(node) && id.charAt(node.length()) == '/';
    }

    private static ThrowableData reasonOf(Unresolved missing) {
        ThrowableData given = missing.throwable();
        return given != null
                ? given
                : Reasons.of(
                        IllegalStateException.class,
                        "This test exists here but was not found in the sandbox: " + missing.id()
                                + ". Does its class depend on something that only this machine has?");
    }

    private static ThrowableData unreported(String leaf) {
        return Reasons.of(
                IllegalStateException.class,
                "The sandbox reported the end of this test's class, but neither a start nor a skip of the test: "
                        + leaf);
    }

    private static ThrowableData stillOpen(String node, String parent) {
        return Reasons.of(
                IllegalStateException.class,
                "The sandbox reported the end of " + parent + ", but not of what ran in it: " + node);
    }
}
