package dev.forkd.engine.ledger;

import static dev.forkd.engine.ledger.Ledgers.DECODER;
import static dev.forkd.engine.ledger.Ledgers.failed;
import static dev.forkd.engine.ledger.Ledgers.in;
import static dev.forkd.engine.ledger.Ledgers.passed;
import static dev.forkd.engine.ledger.Ledgers.reason;
import static dev.forkd.engine.ledger.Ledgers.registered;
import static dev.forkd.engine.ledger.Ledgers.send;
import static dev.forkd.engine.ledger.Ledgers.skipped;
import static dev.forkd.engine.ledger.Ledgers.started;
import static dev.forkd.engine.ledger.Ledgers.told;
import static dev.forkd.engine.ledger.Ledgers.type;
import static dev.forkd.engine.ledger.Ledgers.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class LedgerTests {

    private final Unit unit = unit("C", "a", "b", "N/c");
    private final String c = type("C");
    private final String a = in(c, "a");
    private final String b = in(c, "b");
    private final String n = in(c, "N");
    private final String nc = in(n, "c");
    private final Ledger ledger = new Ledger(List.of(unit), DECODER);

    @Test
    void a_unit_that_runs_as_it_should_is_told_as_it_ran() {
        runAll();

        assertThat(told(ledger)).containsExactly("+C", "+a", "-a", "+b", "!b wrong", "+N", "+c", "-c", "-N", "-C");
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void what_comes_a_second_time_is_dropped() {
        send(ledger, unit, started(c), started(c), started(a), passed(a), passed(a), failed(a, "late"), started(a));
        send(ledger, unit, skipped(a), skipped(b), skipped(b), started(b), passed(b));
        send(ledger, unit, started(n), started(nc), passed(nc), passed(n), passed(c), passed(c), started(c));

        assertThat(told(ledger)).containsExactly("+C", "+a", "-a", "~b why not", "+N", "+c", "-c", "-N", "-C");
    }

    @Test
    void events_of_units_that_nobody_knows_are_dropped() {
        ledger.accept(type("Other"), 1, started(type("Other")), "{}");

        assertThat(told(ledger)).isEmpty();
        assertThat(ledger.complete()).isFalse();
    }

    @Test
    void a_loss_while_a_test_runs_fails_that_test_and_hands_back_the_rest() {
        send(ledger, unit, started(c), started(a));

        List<Unit> rest = ledger.workerLost(List.of(unit), reason("lost"));

        assertThat(rest).singleElement().satisfies(left -> {
            assertThat(left.id()).isEqualTo(c);
            assertThat(left.leaves()).containsExactly(b, nc);
            assertThat(left.selectors()).containsExactly(b, nc);
            assertThat(left.cost()).isBetween(1L, unit.cost());
        });
        send(
                ledger,
                unit,
                started(c),
                started(b),
                passed(b),
                started(n),
                started(nc),
                passed(nc),
                passed(n),
                passed(c));
        assertThat(told(ledger)).containsExactly("+C", "+a", "!a lost", "+b", "-b", "+N", "+c", "-c", "-N", "-C");
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void a_loss_in_the_last_test_ends_its_containers_too_and_leaves_nothing() {
        send(ledger, unit, started(c), started(a), passed(a), started(b), passed(b), started(n), started(nc));

        assertThat(ledger.workerLost(List.of(unit), reason("lost"))).isEmpty();

        assertThat(told(ledger)).endsWith("+N", "+c", "!c lost", "-N", "-C");
        assertThat(ledger.complete()).isTrue();
    }

    @Test
    void a_loss_before_the_first_test_hands_everything_back_and_the_class_stays_open() {
        send(ledger, unit, started(c));

        assertThat(ledger.workerLost(List.of(unit), reason("lost")))
                .singleElement()
                .satisfies(left -> assertThat(left.leaves()).containsExactly(a, b, nc));

        runAll();
        assertThat(told(ledger)).containsExactly("+C", "+a", "-a", "+b", "!b wrong", "+N", "+c", "-c", "-N", "-C");
    }

    @Test
    void a_loss_between_tests_fails_none_of_them() {
        send(ledger, unit, started(c), started(a), passed(a));

        assertThat(ledger.workerLost(List.of(unit), reason("lost")))
                .singleElement()
                .satisfies(left -> assertThat(left.leaves()).containsExactly(b, nc));

        assertThat(told(ledger)).containsExactly("+C", "+a", "-a");
    }

    @Test
    void a_loss_after_the_last_test_fails_the_class() {
        send(ledger, unit, started(c), started(a), passed(a), started(b), passed(b));
        send(ledger, unit, started(n), started(nc), passed(nc), passed(n));

        assertThat(ledger.workerLost(List.of(unit), reason("lost"))).isEmpty();

        assertThat(told(ledger)).endsWith("-N", "!C lost");
    }

    @Test
    void a_loss_of_a_unit_that_had_not_begun_hands_it_back_as_often_as_it_happens() {
        for (int i = 0; i < 3; i++) {
            assertThat(ledger.workerLost(List.of(unit), reason("lost")))
                    .singleElement()
                    .satisfies(left -> assertThat(left.leaves()).isEqualTo(unit.leaves()));
        }
        assertThat(told(ledger)).isEmpty();
    }

    @Test
    void a_second_loss_fails_the_second_culprit_and_the_rest_still_runs() {
        send(ledger, unit, started(c), started(a));
        ledger.workerLost(List.of(unit), reason("lost"));
        send(ledger, unit, started(c), started(b));

        assertThat(ledger.workerLost(List.of(unit), reason("again")))
                .singleElement()
                .satisfies(left -> assertThat(left.leaves()).containsExactly(nc));

        send(ledger, unit, started(c), started(n), started(nc), passed(nc), passed(n), passed(c));
        assertThat(told(ledger)).containsExactly("+C", "+a", "!a lost", "+b", "!b again", "+N", "+c", "-c", "-N", "-C");
        assertThat(ledger.complete()).isTrue();
    }

    /** Else a class would pay for workers that ended for other reasons, because it was open since its only loss. */
    @Test
    void a_worker_that_had_a_class_and_had_not_begun_it_does_not_count_against_it() {
        send(ledger, unit, started(c));
        for (int i = 0; i < 8; i++) {
            assertThat(ledger.workerLost(List.of(unit), reason("lost")))
                    .singleElement()
                    .satisfies(left -> assertThat(left.leaves()).isEqualTo(unit.leaves()));
        }

        runAll();
        assertThat(told(ledger)).containsExactly("+C", "+a", "-a", "+b", "!b wrong", "+N", "+c", "-c", "-N", "-C");
    }

    @Test
    void a_class_that_ends_workers_before_any_of_its_tests_fails_itself_and_its_tests_are_skipped() {
        send(ledger, unit, started(c));
        ledger.workerLost(List.of(unit), reason("lost"));
        send(ledger, unit, started(c));

        assertThat(ledger.workerLost(List.of(unit), reason("again"))).isEmpty();

        assertThat(told(ledger))
                .containsExactly(
                        "+C", "~a not run: again", "~b not run: again", "+N", "~c not run: again", "-N", "!C again");
        assertThat(ledger.complete()).isTrue();
    }

    @Test
    void a_class_that_ends_workers_again_and_again_is_given_no_more_and_every_test_still_ends() {
        Unit many = unit("M", "a", "b", "c", "d", "e", "f", "g", "h");
        try (Ledger own = new Ledger(List.of(many), DECODER)) {
            Unit left = many;
            for (String leaf : List.of("a", "b", "c", "d", "e", "f")) {
                send(own, many, started(many.id()), started(in(many.id(), leaf)));
                List<Unit> rest = own.workerLost(List.of(left), reason("lost"));
                left = rest.isEmpty() ? left : rest.get(0);
            }

            assertThat(told(own))
                    .contains("!f lost", "~g not run: tests of this class have ended 6 workers", "-M")
                    .filteredOn(text -> text.matches("[!~].*"))
                    .hasSize(8);
            assertThat(own.drained()).isTrue();
        }
    }

    @Test
    void what_is_told_of_a_node_that_nobody_knows_is_dropped() {
        String unknown = in(c, "x");
        send(ledger, unit, started(c), started(unknown), passed(unknown), skipped(in(c, "y")));
        send(ledger, unit, registered(in(unknown, "z"), unknown, "TEST"));

        assertThat(told(ledger)).containsExactly("+C");
    }

    @Test
    void a_second_loss_is_told_even_where_the_first_failed_a_test_below() {
        send(ledger, unit, started(c), started(a));
        ledger.workerLost(List.of(unit), reason("lost"));
        send(ledger, unit, started(b), passed(b), started(n), started(nc), passed(nc), passed(n));

        ledger.workerLost(List.of(unit), reason("again"));

        assertThat(told(ledger)).endsWith("-N", "!C again");
    }

    @Test
    void a_loss_ends_dynamic_tests_with_the_test_that_made_them_and_does_not_run_it_again() {
        String dynamic = in(a, "dynamic");
        send(ledger, unit, started(c), started(a), registered(dynamic, a, "TEST"), started(dynamic));

        assertThat(ledger.workerLost(List.of(unit), reason("lost")))
                .singleElement()
                .satisfies(left -> assertThat(left.leaves()).containsExactly(b, nc));

        assertThat(told(ledger)).containsExactly("+C", "+a", "Registered", "+dynamic", "!dynamic lost", "-a");
    }

    @Test
    void selected_invocations_are_handed_back_as_such() {
        String second = in(a, "#2");
        String third = in(a, "#3");
        Unit narrowed = new Unit(c, "C", List.of(second, third, b), unit.containers(), unit.leaves(), 3, true);
        Ledger own = new Ledger(List.of(narrowed), DECODER);
        send(own, narrowed, started(c));

        assertThat(own.workerLost(List.of(narrowed), reason("lost")))
                .singleElement()
                .satisfies(left -> assertThat(left.selectors()).containsExactly(second, third, b));
        own.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"FAILED", "ABORTED"})
    void a_class_that_does_not_end_well_takes_the_tests_that_had_not_started_with_it(Outcome outcome) {
        send(ledger, unit, started(c), new Finished(c, outcome, reason("set-up")));

        assertThat(told(ledger)).hasSize(2);
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void a_nested_class_that_fails_takes_only_its_own_tests_with_it() {
        send(ledger, unit, started(c), started(n), failed(n, "set-up"));

        assertThat(ledger.workerLost(List.of(unit), reason("lost")))
                .singleElement()
                .satisfies(left -> assertThat(left.leaves()).containsExactly(a, b));
    }

    @Test
    void a_class_that_is_skipped_takes_its_tests_with_it() {
        send(ledger, unit, skipped(c));

        assertThat(told(ledger)).containsExactly("~C why not");
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void a_class_that_ends_well_without_all_of_its_tests_is_never_green() {
        send(ledger, unit, started(c), started(a), passed(a), passed(c));

        List<String> told = told(ledger);

        assertThat(told).hasSize(10);
        assertThat(told)
                .startsWith("+C", "+a", "-a", "+b")
                .contains("+N", "+c", "-N")
                .endsWith("-C");
        assertThat(told.get(4)).startsWith("!b The sandbox reported the end of this test's class, but neither");
        assertThat(told.get(7)).startsWith("!c The sandbox reported");
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void what_is_still_open_when_its_parent_ends_fails() {
        send(ledger, unit, started(c), started(a), passed(a), started(b), passed(b));
        send(ledger, unit, started(n), started(nc), passed(c));

        List<String> told = told(ledger);

        assertThat(told.get(7)).startsWith("!c The sandbox reported the end of " + c);
        assertThat(told).endsWith("-N", "-C");
    }

    @Test
    void parents_begin_before_their_children_whatever_a_worker_sends() {
        send(ledger, unit, started(nc), passed(nc), passed(n));

        assertThat(told(ledger)).containsExactly("+C", "+N", "+c", "-c", "-N");
    }

    /** Searching the open nodes at each end would take minutes. */
    @Test
    void tests_end_quickly_however_many_are_open() {
        int many = 40_000;
        send(ledger, unit, started(c), started(a));
        for (int i = 0; i < many; i++) {
            String id = in(a, Integer.toString(i));
            send(ledger, unit, registered(id, a, "TEST"), started(id));
        }
        for (int i = 0; i < many; i++) {
            send(ledger, unit, passed(in(a, Integer.toString(i))));
        }

        assertThat(told(ledger)).filteredOn(entry -> entry.startsWith("-")).hasSize(many);
    }

    /** A worker decides how many nodes are open, and others wait while one of its events is recorded. */
    @Test
    @Timeout(20)
    void parents_end_quickly_around_what_is_open_however_much_else_is() {
        int many = 20_000;
        send(ledger, unit, started(c), started(a));
        for (int i = 0; i < many; i++) {
            String parent = in(a, Integer.toString(i));
            String child = in(parent, "x");
            send(ledger, unit, registered(parent, a, "CONTAINER"), started(parent));
            send(ledger, unit, registered(child, parent, "TEST"), started(child));
        }
        for (int i = 0; i < many; i++) {
            send(ledger, unit, passed(in(a, Integer.toString(i))));
        }
        send(ledger, unit, passed(a), passed(b), passed(c));

        assertThat(told(ledger).stream().filter(line -> line.startsWith("!x "))).hasSize(many);
    }

    @Test
    void nothing_begins_below_what_has_ended() {
        send(ledger, unit, started(c), skipped(n), started(nc), passed(nc), skipped(nc));
        send(ledger, unit, registered(in(n, "x"), n, "TEST"));

        assertThat(told(ledger)).containsExactly("+C", "~N why not");
    }

    @Test
    void a_test_that_the_worker_does_not_have_fails_with_the_workers_reason_when_its_class_ends() {
        send(ledger, unit, new WorkerEvent.Unresolved(b, reason("no such class")), started(c), started(a), passed(a));
        send(ledger, unit, started(n), started(nc), passed(nc), passed(n), passed(c));

        assertThat(told(ledger))
                .containsExactly("+C", "+a", "-a", "+N", "+c", "-c", "-N", "+b", "!b no such class", "-C");
    }

    @Test
    void a_class_that_the_worker_does_not_have_fails_each_of_its_tests_once() {
        for (String leaf : unit.leaves()) {
            send(ledger, unit, new WorkerEvent.Unresolved(leaf, reason("no such class")));
        }
        ledger.planEnded(List.of(unit), reason("no end"));

        assertThat(told(ledger))
                .containsExactly(
                        "+C",
                        "+a",
                        "!a no such class",
                        "+b",
                        "!b no such class",
                        "+N",
                        "+c",
                        "!c no such class",
                        "-N",
                        "-C");
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void a_test_that_the_second_worker_does_not_have_fails_too() {
        send(ledger, unit, started(c), started(a));
        ledger.workerLost(List.of(unit), reason("lost"));
        send(ledger, unit, new WorkerEvent.Unresolved(nc, null), started(c), started(b), passed(b), passed(c));

        assertThat(told(ledger))
                .contains("+N", "+c", "-N", "-C")
                .anyMatch(text -> text.startsWith("!c This test exists"));
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void a_plan_that_ends_without_the_end_of_a_class_fails_the_class() {
        send(ledger, unit, started(c), started(a), passed(a), started(b));

        ledger.planEnded(List.of(unit), reason("no end"));

        assertThat(told(ledger))
                .containsExactly("+C", "+a", "-a", "+b", "!b no end", "+N", "~c not run: no end", "-N", "-C");
        assertThat(ledger.complete()).isTrue();
    }

    @Test
    void a_plan_that_never_began_fails_its_classes() {
        ledger.planEnded(List.of(unit), reason("no end"));

        assertThat(told(ledger))
                .containsExactly(
                        "+C",
                        "~a not run: no end",
                        "~b not run: no end",
                        "+N",
                        "~c not run: no end",
                        "-N",
                        "!C no end");
    }

    @Test
    void one_cause_makes_one_error() {
        List<Unit> units = List.of(unit("A", "a"), unit("B", "b"), unit("C", "c"), unit("D", "d"));
        try (Ledger several = new Ledger(units, DECODER)) {
            send(several, units.get(2), started(units.get(2).id()));
            send(several, units.get(3), skipped(units.get(3).id()));

            several.fail(reason("no sandbox"), "see A");
            several.fail(reason("again"), "again");

            assertThat(told(several))
                    .containsExactlyInAnyOrder(
                            "~D why not",
                            "+A",
                            "+a",
                            "!a no sandbox",
                            "-A",
                            "+B",
                            "~b see A",
                            "-B",
                            "+C",
                            "~c see A",
                            "-C");
            assertThat(several.drained()).isTrue();
        }
    }

    @Test
    void a_cancel_skips_what_has_not_begun_and_lets_the_rest_end() {
        List<Unit> units = List.of(unit("A", "a"), unit("B", "b"));
        try (Ledger several = new Ledger(units, DECODER)) {
            send(several, units.get(0), started(type("A")));

            several.cancel("cancelled");

            assertThat(several.complete()).isFalse();
            send(several, units.get(1), started(type("B")));
            send(several, units.get(0), started(in(type("A"), "a")), passed(in(type("A"), "a")), passed(type("A")));
            assertThat(told(several)).containsExactlyInAnyOrder("+A", "+a", "-a", "-A", "~B cancelled");
            assertThat(several.drained()).isTrue();
        }
    }

    @Test
    void what_is_lost_after_a_cancel_is_not_begun_again() {
        send(ledger, unit, started(c), started(a));
        ledger.cancel("cancelled");

        assertThat(ledger.workerLost(List.of(unit), reason("lost"))).isEmpty();

        assertThat(told(ledger)).containsExactly("+C", "+a", "!a lost", "~b cancelled", "~N cancelled", "-C");
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void a_cancel_ends_what_waits_for_another_worker_because_none_will_take_it() {
        send(ledger, unit, started(c), started(a));
        ledger.workerLost(List.of(unit), reason("lost"));

        ledger.cancel("cancelled");

        assertThat(told(ledger)).containsExactly("+C", "+a", "!a lost", "~b cancelled", "~N cancelled", "-C");
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void only_one_class_is_open_at_a_time() {
        List<Unit> units = List.of(unit("A", "a"), unit("B", "b"));
        try (Ledger several = new Ledger(units, DECODER)) {
            send(several, units.get(0), started(type("A")));
            assertThat(told(several)).containsExactly("+A");
            send(several, units.get(1), started(type("B")), started(in(type("B"), "b")));
            send(several, units.get(1), passed(in(type("B"), "b")), passed(type("B")));
            assertThat(told(several)).isEmpty();
            assertThat(several.drained()).isFalse();

            send(several, units.get(0), failed(type("A"), "x"));

            assertThat(told(several)).containsExactly("!A x", "+B", "+b", "-b", "-B");
        }
    }

    @Test
    void a_class_that_has_ended_comes_before_one_that_began_earlier() {
        List<Unit> units = List.of(unit("F", "f"), unit("A", "a"), unit("B", "b"));
        try (Ledger several = new Ledger(units, DECODER)) {
            send(several, units.get(1), started(type("A")));
            send(several, units.get(2), skipped(type("B")));
            send(several, units.get(0), skipped(type("F")));

            assertThat(told(several)).containsExactly("~F why not", "~B why not", "+A");
        }
    }

    @Test
    void nothing_is_told_before_the_class_that_is_first_in_order() {
        List<Unit> units = List.of(unit("F", "f"), unit("A", "a"));
        try (Ledger several = new Ledger(units, DECODER)) {
            send(several, units.get(1), skipped(type("A")));
            assertThat(told(several)).isEmpty();
            assertThat(several.drained()).isFalse();

            send(several, units.get(0), started(type("F")));

            assertThat(told(several)).containsExactly("+F");
        }
    }

    @Test
    void a_first_class_that_never_begins_holds_up_nothing_for_ever() {
        List<Unit> units = List.of(unit("F", "f"), unit("A", "a"));
        try (Ledger several = new Ledger(units, DECODER)) {
            send(several, units.get(1), skipped(type("A")));
            several.cancel("cancelled");

            assertThat(told(several)).containsExactly("~F cancelled", "~A why not");
            assertThat(several.drained()).isTrue();
        }
    }

    @Test
    void a_reader_is_woken_by_the_next_event_and_its_wait_ends_in_time() throws Exception {
        assertThat(ledger.next(Duration.ofMillis(20))).isEmpty();
        CompletableFuture<WorkerEvent> next = CompletableFuture.supplyAsync(() -> {
            try {
                return ledger.next(Duration.ofSeconds(20)).orElseThrow().event();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        send(ledger, unit, started(c));

        await().atMost(Duration.ofSeconds(10)).until(next::isDone);
        assertThat(next.join()).isEqualTo(started(c));
    }

    @Test
    void a_node_below_itself_or_in_another_class_is_not_registered() {
        String x = in(c, "x");
        send(ledger, unit, started(c));
        send(ledger, unit, registered(x, x, "TEST"), registered(x, in(x, "y"), "TEST"));
        send(ledger, unit, registered(x, type("Other"), "TEST"));
        send(ledger, unit, registered(x, c, "TEST"));

        assertThat(told(ledger)).containsExactly("+C", "Registered");
    }

    private void runAll() {
        send(ledger, unit, started(c), started(a), passed(a), started(b), failed(b, "wrong"));
        send(ledger, unit, started(n), started(nc), passed(nc), passed(n), passed(c));
    }
}
