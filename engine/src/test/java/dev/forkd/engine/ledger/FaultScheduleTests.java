package dev.forkd.engine.ledger;

import static dev.forkd.engine.ledger.Ledgers.DECODER;
import static dev.forkd.engine.ledger.Ledgers.in;
import static dev.forkd.engine.ledger.Ledgers.line;
import static dev.forkd.engine.ledger.Ledgers.reason;
import static dev.forkd.engine.ledger.Ledgers.registered;
import static dev.forkd.engine.ledger.Ledgers.skipped;
import static dev.forkd.engine.ledger.Ledgers.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs small trees through random schedules of faults and checks that every test ends exactly once. */
@Timeout(60)
class FaultScheduleTests {

    private static final int SCHEDULES = 3_000;
    private static final int MOST_STEPS = 5_000;

    @Test
    void every_test_ends_exactly_once_whatever_dies() {
        long base = System.nanoTime();
        for (int i = 0; i < SCHEDULES; i++) {
            long seed = base + i;
            boolean honest = i % 3 != 0;
            try {
                new Schedule(seed, honest).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + "L, honest " + honest, e);
            }
        }
    }

    /** One run: workers that take units from a queue, send events and die. */
    private static final class Schedule {

        private final Random random;
        private final boolean honest;
        private final List<Unit> units = new ArrayList<>();
        private final Ledger ledger;
        private final Deque<Unit> queue;
        private final List<Worker> workers = new ArrayList<>();
        private final Map<String, Set<String>> begunByWorkers = new HashMap<>();
        private final List<NodeEvent> told = new ArrayList<>();

        Schedule(long seed, boolean honest) {
            this.random = new Random(seed);
            this.honest = honest;
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                units.add(unit("C" + i, leaves()));
            }
            ledger = new Ledger(units, new Storage(random.nextBoolean() ? 0 : 5_000, DECODER));
            queue = new ArrayDeque<>(units);
            for (int i = 0; i <= random.nextInt(3); i++) {
                workers.add(new Worker());
            }
        }

        private String[] leaves() {
            List<String> leaves = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                leaves.add(List.of("a", "b", "N1/a", "N1/b", "N1/N2/a", "N3/a").get(random.nextInt(6)));
            }
            return new LinkedHashSet<>(leaves).toArray(new String[0]);
        }

        void run() {
            for (int step = 0; step < MOST_STEPS && !ledger.complete(); step++) {
                step();
                if (random.nextInt(4) == 0) {
                    told.addAll(Ledgers.replay(ledger));
                }
            }
            assertThat(ledger.complete()).as("complete").isTrue();
            told.addAll(Ledgers.replay(ledger));
            assertThat(ledger.drained()).as("drained").isTrue();
            ledger.close();
            check();
        }

        private void step() {
            Worker worker = workers.get(random.nextInt(workers.size()));
            int dice = random.nextInt(1_000);
            if (dice < 3) {
                ledger.fail(reason("no worker"), "see the first");
                queue.clear();
            } else if (dice < 6) {
                queue.clear();
                ledger.cancel("cancelled");
            } else if (dice < 60) {
                worker.die();
            } else {
                worker.work();
            }
        }

        private void check() {
            Set<String> open = new LinkedHashSet<>();
            Set<String> ended = new HashSet<>();
            Set<String> covered = new HashSet<>();
            for (NodeEvent event : told) {
                if (event instanceof Started started) {
                    begins(started.id(), open, ended, covered);
                    open.add(started.id());
                } else if (event instanceof Skipped skipped) {
                    begins(skipped.id(), open, ended, covered);
                    ended.add(skipped.id());
                    covered.add(skipped.id());
                } else if (event instanceof Finished finished) {
                    String id = finished.id();
                    assertThat(open.remove(id)).as("is open: %s", id).isTrue();
                    assertThat(open).as("below %s", id).noneMatch(node -> isBelow(node, id));
                    ended.add(id);
                    if (finished.outcome() != Outcome.SUCCESSFUL) {
                        covered.add(id);
                    }
                }
            }
            assertThat(open).as("still open").isEmpty();
            for (Unit unit : units) {
                for (String leaf : unit.leaves()) {
                    boolean own = ended.contains(leaf);
                    boolean byAncestor = covered.stream().anyMatch(node -> isBelow(leaf, node));
                    assertThat(own || byAncestor).as("has an end: %s", leaf).isTrue();
                }
            }
        }

        private void begins(String id, Set<String> open, Set<String> ended, Set<String> covered) {
            assertThat(open).as("begins once").doesNotContain(id);
            assertThat(ended).as("begins once").doesNotContain(id);
            assertThat(covered).as("not below what failed or was skipped").noneMatch(node -> isBelow(id, node));
            for (Unit unit : units) {
                for (String container : with(unit.containers(), unit.id())) {
                    if (isBelow(id, container)) {
                        assertThat(open).as("its container is open").contains(container);
                    }
                }
            }
        }

        private static boolean isBelow(String id, String node) {
            return id.startsWith(node + "/");
        }

        private static Set<String> with(Set<String> ids, String id) {
            Set<String> all = new LinkedHashSet<>(Set.of(id));
            all.addAll(ids);
            return all;
        }

        /** Sends what a worker sends for its units; a dishonest one leaves out, repeats and mixes. */
        private final class Worker {

            private final List<Unit> assigned = new ArrayList<>();
            private final Deque<NodeEvent> script = new ArrayDeque<>();

            void work() {
                if (assigned.isEmpty()) {
                    take();
                } else if (script.isEmpty()) {
                    ledger.planEnded(assigned, reason("no end"));
                    assigned.clear();
                } else {
                    NodeEvent event = script.remove();
                    int times = !honest && random.nextInt(10) == 0 ? 2 : 1;
                    for (int i = 0; i < times; i++) {
                        send(event);
                    }
                }
            }

            void die() {
                List<Unit> rest = ledger.workerLost(assigned, reason("lost"));
                for (Unit unit : rest) {
                    Set<String> begun = begunByWorkers.getOrDefault(unit.id(), Set.of());
                    assertThat(unit.leaves())
                            .as("handed out again")
                            .isNotEmpty()
                            .noneMatch(begun::contains);
                }
                queue.addAll(rest);
                assigned.clear();
                script.clear();
            }

            private void take() {
                for (int i = 0; i <= random.nextInt(2) && !queue.isEmpty(); i++) {
                    Unit unit = queue.remove();
                    assigned.add(unit);
                    List<NodeEvent> events = script(unit);
                    if (!honest) {
                        spoil(events);
                    }
                    script.addAll(events);
                }
            }

            private void send(NodeEvent event) {
                String id = idOf(event);
                Unit unit = units.stream()
                        .filter(candidate -> id.equals(candidate.id()) || isBelow(id, candidate.id()))
                        .findFirst()
                        .orElseThrow();
                if (event instanceof Started || event instanceof Skipped) {
                    begunByWorkers
                            .computeIfAbsent(unit.id(), key -> new HashSet<>())
                            .add(id);
                }
                ledger.accept(unit.id(), 1, event, line(event));
            }

            private void spoil(List<NodeEvent> events) {
                for (int i = 0; i < random.nextInt(4) && !events.isEmpty(); i++) {
                    int at = random.nextInt(events.size());
                    switch (random.nextInt(3)) {
                        case 0 -> events.remove(at);
                        case 1 -> events.add(random.nextInt(events.size()), events.get(at));
                        default -> events.add(random.nextInt(events.size()), events.remove(at));
                    }
                }
            }
        }

        private List<NodeEvent> script(Unit unit) {
            List<NodeEvent> events = new ArrayList<>();
            Set<String> missing = new HashSet<>();
            for (String leaf : unit.leaves()) {
                if (random.nextInt(20) == 0) {
                    missing.add(leaf);
                    events.add(new WorkerEvent.Unresolved(leaf, random.nextBoolean() ? null : reason("missing")));
                }
            }
            if (!missing.containsAll(unit.leaves())) {
                node(unit, unit.id(), missing, events);
            }
            return events;
        }

        private void node(Unit unit, String id, Set<String> missing, List<NodeEvent> events) {
            if (random.nextInt(25) == 0) {
                events.add(skipped(id));
                return;
            }
            events.add(new Started(id));
            boolean setUpFails = random.nextInt(20) == 0;
            if (!setUpFails) {
                for (String child : children(unit, id, missing)) {
                    node(unit, child, missing, events);
                }
                if (unit.leaves().contains(id) && random.nextInt(4) == 0) {
                    String dynamic = in(id, "dynamic");
                    events.add(registered(dynamic, id, "TEST"));
                    events.add(new Started(dynamic));
                    events.add(end(dynamic));
                }
            }
            events.add(setUpFails ? new Finished(id, Outcome.FAILED, reason("set-up")) : end(id));
        }

        private NodeEvent end(String id) {
            Outcome outcome = random.nextInt(5) == 0 ? Outcome.FAILED : Outcome.SUCCESSFUL;
            return new Finished(id, outcome, outcome == Outcome.FAILED ? reason("wrong") : null);
        }

        private static Set<String> children(Unit unit, String id, Set<String> missing) {
            Set<String> children = new LinkedHashSet<>();
            for (String leaf : unit.leaves()) {
                if (isBelow(leaf, id) && !missing.contains(leaf)) {
                    int end = leaf.indexOf("/[", id.length() + 1);
                    children.add(end < 0 ? leaf : leaf.substring(0, end));
                }
            }
            return children;
        }

        private static String idOf(NodeEvent event) {
            if (event instanceof Started started) {
                return started.id();
            }
            if (event instanceof Finished finished) {
                return finished.id();
            }
            if (event instanceof Skipped skipped) {
                return skipped.id();
            }
            if (event instanceof WorkerEvent.Registered registered) {
                return registered.descriptor().id();
            }
            return ((WorkerEvent.Unresolved) event).id();
        }
    }
}
