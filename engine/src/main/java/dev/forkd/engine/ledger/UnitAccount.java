package dev.forkd.engine.ledger;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.Registered;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import dev.forkd.worker.protocol.WorkerEvent.Unresolved;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one unit: which tests have not started, which nodes are open, and which events wait to be replayed.
 * Whatever workers send, it makes sure that each node starts and ends once, and that parents start before their
 * children and end after them. It closes nodes that a lost worker left open. Not thread-safe; guarded by
 * {@link Ledger}.
 */
final class UnitAccount {

    /** A unit that has ended this many workers is not run again. */
    private static final int MAX_LOSSES = 6;
    /** A unit that has ended this many workers while none of its tests was running would do it again. */
    private static final int MAX_LOSSES_WITHOUT_TEST = 2;

    private final Unit unit;
    private final Spool spool;
    private final EventEncoder encoder = new EventEncoder();
    /**
     * All nodes, and whether they have begun: those of the host's tree, and registered ones. They have one map together,
     * because a worker may register very many.
     */
    private final Map<String, Boolean> nodes = new HashMap<>();

    private final Set<String> pending;
    private boolean anyBegun;
    private final OpenNodes open;
    /**
     * The ancestors of nodes that were made to fail. They need not fail as well, because the reason is reported below
     * them.
     */
    private final Set<String> toldBelow = new HashSet<>();

    private final Unfound unfound;
    private int losses;
    private int lossesWithoutTest;
    private boolean waiting;
    private boolean ended;

    UnitAccount(Unit unit, Spool spool) {
        this.unit = unit;
        this.spool = spool;
        this.pending = new LinkedHashSet<>(unit.leaves());
        this.open = new OpenNodes();
        this.unfound = new Unfound(unit);
        nodes.put(unit.node(), false);
        unit.containers().forEach(node -> nodes.put(node, false));
        unit.leaves().forEach(node -> nodes.put(node, false));
    }

    Spool spool() {
        return spool;
    }

    boolean ended() {
        return ended;
    }

    boolean begun() {
        return anyBegun;
    }

    private boolean hasBegun(String node) {
        return nodes.getOrDefault(node, false);
    }

    private void begin(String node) {
        anyBegun = true;
        nodes.put(node, true);
    }

    /** Tells whether more is known of it than its events tell: a worker was lost, or did not find a test. */
    boolean isDisturbed() {
        return waiting || losses > 0 || unfound.size() > 0;
    }

    /** Nothing more is accepted, so what is known of the nodes is no longer needed. */
    private void end() {
        ended = true;
        nodes.clear();
        pending.clear();
        toldBelow.clear();
    }

    /** The number of nodes that are known. */
    int size() {
        return nodes.size();
    }

    /**
     * Records an event of a worker. An event that would start or end a node a second time is dropped, and so are events
     * about unknown nodes that were never registered.
     */
    void accept(long micros, NodeEvent event, String line) {
        if (ended || isOfUnknownNode(event)) {
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
            unfound.add(missing);
        } else {
            spool.add(new Entry(micros, event), line);
        }
    }

    private boolean isOfUnknownNode(NodeEvent event) {
        boolean announces = event instanceof Registered || event instanceof Unresolved || event instanceof Output;
        return !announces && !nodes.containsKey(String.valueOf(event.id()));
    }

    /** Stops waiting for these tests to end. */
    void forget(Collection<String> leaves) {
        pending.removeAll(leaves);
    }

    /** Ends the unit, because its plan is over: nodes that have not ended never will. */
    void close(long micros, ThrowableData reason) {
        if (!ended) {
            if (!hasBegun(unit.node())) {
                make(micros, new Started(unit.node()));
            }
            toldBelow.clear();
            boolean told = endOpenAtTheEdge(micros, reason);
            skipPending(micros, "not run: " + shortText(reason));
            if (!told && !ended) {
                open.latestFirstBelow(unit.node()).forEach(node -> make(micros, ended(node)));
                endBecause(micros, unit.node(), reason);
            }
            endContainers(micros);
        }
    }

    /**
     * Ends the unit, because nothing more will run. Nodes that are running fail. The tests that have not started are
     * skipped, except that one of them fails with the reason if nothing else reports it.
     *
     * @return whether the reason was reported in this unit
     */
    boolean giveUp(long micros, ThrowableData reason, boolean tell, String shortReason) {
        toldBelow.clear();
        boolean told = endOpenAtTheEdge(micros, reason);
        if (!ended && tell && !told && !pending.isEmpty()) {
            fail(micros, pending.iterator().next(), reason);
            told = true;
        }
        skipPending(micros, shortReason);
        endContainers(micros);
        return told;
    }

    /** Skips the whole unit, if nothing of it has run. */
    void skipWhole(long micros, String reason) {
        if (!anyBegun) {
            make(micros, new Skipped(unit.node(), reason));
        }
    }

    /** Skips what is left of the unit, unless a worker is running it. */
    void cancel(long micros, String reason) {
        skipWhole(micros, reason);
        if (!ended && waiting) {
            for (String leaf : List.copyOf(pending)) {
                if (pending.contains(leaf)) {
                    make(micros, new Skipped(outermostNotBegun(leaf), reason));
                }
            }
            endContainers(micros);
        }
    }

    /**
     * Records that the unit's worker is lost. The innermost open nodes fail; open nodes with tests that have not
     * started stay open for another worker.
     *
     * @return the part of the unit that must still run elsewhere
     */
    Optional<Unit> lost(long micros, ThrowableData reason) {
        if (ended) {
            return Optional.empty();
        }
        if (waiting) {
            // The lost worker had not begun this unit. Tests that are still open were left by an earlier worker, whose
            // loss was counted then.
            return Optional.of(unit.narrowedTo(pending));
        }
        boolean wasRunning = !open.isEmpty();
        // Failures reported so far belong to other losses.
        toldBelow.clear();
        boolean inTest = endOpenAtTheEdge(micros, reason);
        if (ended) {
            return Optional.empty();
        }
        losses += wasRunning ? 1 : 0;
        lossesWithoutTest += wasRunning && !inTest ? 1 : 0;
        if (lossesWithoutTest >= MAX_LOSSES_WITHOUT_TEST) {
            close(micros, reason);
            return Optional.empty();
        }
        if (losses >= MAX_LOSSES) {
            skipPending(micros, "not run: tests of this class have ended " + losses + " workers");
            endContainers(micros);
            return Optional.empty();
        }
        waiting = true;
        return Optional.of(unit.narrowedTo(pending));
    }

    /** Ends the open nodes without tests left to run in or below them. Returns whether there were any. */
    private boolean endOpenAtTheEdge(long micros, ThrowableData reason) {
        Set<String> needed = new HashSet<>();
        pending.forEach(leaf -> needed.addAll(ancestors(leaf)));
        boolean any = false;
        for (String node : open.latestFirst()) {
            if (!needed.contains(node)) {
                endBecause(micros, node, reason);
                any = true;
            }
        }
        return any;
    }

    private void skipPending(long micros, String reason) {
        for (String leaf : List.copyOf(pending)) {
            ThrowableData known = unfound.reasonAt(leaf);
            if (!ended && pending.contains(leaf)) {
                if (known == null) {
                    make(micros, new Skipped(leaf, reason));
                } else {
                    fail(micros, leaf, known);
                }
            }
        }
    }

    private void endContainers(long micros) {
        open.latestFirst().forEach(node -> make(micros, ended(node)));
    }

    private static String shortText(ThrowableData reason) {
        return Objects.requireNonNullElse(reason.message(), reason.text());
    }

    private static Finished ended(String node) {
        return new Finished(node, Outcome.SUCCESSFUL, null);
    }

    private void start(long micros, Started event, String line) {
        if (mayBegin(event.id())) {
            startAncestors(micros, event.id());
            begin(event.id());
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
            open.latestFirstBelow(id).forEach(node -> endBecause(micros, node, stillOpen(node, id)));
            open.remove(id);
            spool.add(new Entry(micros, event), line);
            if (id.equals(unit.node())) {
                end();
            }
        }
    }

    private void skip(long micros, Skipped event, String line) {
        if (mayBegin(event.id()) && !open.anyBelow(event.id())) {
            startAncestors(micros, event.id());
            begin(event.id());
            if (!pending.remove(event.id()) && isInner(event.id())) {
                pending.removeIf(leaf -> isBelow(leaf, event.id()));
            }
            spool.add(new Entry(micros, event), line);
            if (event.id().equals(unit.node())) {
                end();
            }
        }
    }

    private void register(long micros, Registered event, String line) {
        String id = event.descriptor().id();
        String parent = event.descriptor().parent();
        // A node below itself or in another unit would corrupt the tree of the whole run.
        boolean hasPlace = nodes.containsKey(parent) && isBelow(id, unit.node()) && !isOrIsBelow(parent, id);
        if (hasPlace && !nodes.containsKey(id) && mayBegin(id)) {
            nodes.put(id, false);
            spool.add(new Entry(micros, event), line);
        }
    }

    /** A node can begin only once, and not below one that has ended. */
    private boolean mayBegin(String id) {
        return !hasBegun(id) && ancestors(id).stream().noneMatch(node -> hasBegun(node) && !open.contains(node));
    }

    /** The Platform requires containers to start before their children. */
    private void startAncestors(long micros, String id) {
        for (String node : ancestors(id)) {
            if (nodes.containsKey(node) && !hasBegun(node)) {
                make(micros, new Started(node));
            }
        }
    }

    private String outermostNotBegun(String leaf) {
        return ancestors(leaf).stream()
                .filter(node -> nodes.containsKey(node) && !hasBegun(node))
                .findFirst()
                .orElse(leaf);
    }

    /**
     * Ends the tests below a container that has ended. If the container failed, tests that have not started need no
     * event of their own; if it succeeded, there should be none left, so they fail.
     */
    private void endPending(long micros, Finished event) {
        if (event.outcome() != Outcome.SUCCESSFUL) {
            pending.removeIf(leaf -> isBelow(leaf, event.id()));
        }
        for (String leaf : List.copyOf(pending)) {
            if (isBelow(leaf, event.id())) {
                ThrowableData known = unfound.reasonAt(leaf);
                fail(micros, leaf, known == null ? unreported(leaf) : known);
            }
        }
    }

    private boolean isInner(String id) {
        return id.equals(unit.node()) || unit.containers().contains(id);
    }

    private void fail(long micros, String leaf, ThrowableData reason) {
        make(micros, new Started(leaf));
        toldBelow.addAll(ancestors(leaf));
        make(micros, new Finished(leaf, Outcome.FAILED, reason));
    }

    /** Ends a node: as failed, unless a failure below it already reports the reason. */
    private void endBecause(long micros, String node, ThrowableData reason) {
        boolean told = toldBelow.contains(node);
        if (!told) {
            toldBelow.addAll(ancestors(node));
        }
        make(micros, new Finished(node, told ? Outcome.SUCCESSFUL : Outcome.FAILED, told ? null : reason));
    }

    /** Records an event that no worker sent in this form. */
    void make(long micros, NodeEvent event) {
        accept(micros, event, encoder.encode(new EventLine(0, micros, event)));
    }

    /** The ids of a node's ancestors within the unit, beginning with the unit itself. */
    private List<String> ancestors(String id) {
        List<String> ancestors = new ArrayList<>();
        for (int end = unit.node().length(); end >= 0 && end < id.length(); end = id.indexOf("/[", end + 1)) {
            ancestors.add(id.substring(0, end));
        }
        return ancestors;
    }

    private static boolean isOrIsBelow(String id, String node) {
        return id.equals(node) || isBelow(id, node);
    }

    private static boolean isBelow(String id, String node) {
        return id.length() > node.length() && id.startsWith(node) && id.charAt(node.length()) == '/';
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
