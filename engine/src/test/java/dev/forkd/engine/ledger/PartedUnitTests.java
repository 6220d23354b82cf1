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

import dev.forkd.engine.plan.Unit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts of a class that run at once in several sandboxes are one class in the reports. */
@Timeout(30)
class PartedUnitTests {

    private final Unit unit = unit("C", "a", "b", "N/c", "N/d");
    private final String c = type("C");
    private final String a = in(c, "a");
    private final String b = in(c, "b");
    private final String n = in(c, "N");
    private final String nc = in(n, "c");
    private final String nd = in(n, "d");
    private final Ledger ledger = new Ledger(List.of(unit), DECODER);
    private final List<Unit> parts = unit.parts();

    @BeforeEach
    void divide() {
        ledger.divide(unit, parts);
    }

    @Test
    void each_part_has_one_test_and_the_selectors_of_just_that() {
        assertThat(parts).extracting(Unit::id).containsExactly(a, b, nc, nd);
        assertThat(parts).extracting(Unit::node).containsOnly(c);
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.leaves()).containsExactly(part.id());
            assertThat(part.selectors()).containsExactly(part.id());
        });
    }

    @Test
    void parts_are_told_in_their_order_and_containers_once_around_them() {
        run(3);
        run(1);
        assertThat(told(ledger)).isEmpty();
        run(0);
        assertThat(ledger.complete()).isFalse();
        run(2);

        assertThat(told(ledger))
                .containsExactly("+C", "+a", "-a", "+b", "-b", "+N", "+c", "-c", "+d", "-d", "-N", "-C");
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void what_the_first_part_tells_is_told_at_once() {
        send(ledger, parts.get(0), started(c), started(a));

        assertThat(told(ledger)).containsExactly("+C", "+a");
    }

    @Test
    void a_class_that_fails_in_one_part_fails() {
        send(ledger, parts.get(0), started(c), failed(c, "no set-up"));
        run(1);
        send(ledger, parts.get(2), started(c), failed(c, "no set-up again"));
        run(3);

        assertThat(told(ledger)).containsExactly("+C", "+b", "-b", "+N", "+d", "-d", "-N", "!C no set-up");
        assertThat(ledger.complete()).isTrue();
    }

    @Test
    void a_class_that_is_skipped_in_every_part_is_skipped() {
        parts.forEach(part -> send(ledger, part, skipped(c)));

        assertThat(told(ledger)).containsExactly("~C why not");
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void where_only_some_parts_are_skipped_their_tests_are() {
        send(ledger, parts.get(0), skipped(c));
        run(1);
        send(ledger, parts.get(2), skipped(c));
        send(ledger, parts.get(3), skipped(c));

        assertThat(told(ledger))
                .containsExactly("+C", "~a why not", "+b", "-b", "+N", "~c why not", "~d why not", "-N", "-C");
    }

    @Test
    void a_lost_worker_costs_the_test_that_ran_and_no_other() {
        send(ledger, parts.get(1), started(c), started(b));
        assertThat(ledger.workerLost(List.of(parts.get(1)), reason("lost"))).isEmpty();
        assertThat(ledger.workerLost(List.of(parts.get(0)), reason("lost")))
                .singleElement()
                .satisfies(left -> assertThat(left.id()).isEqualTo(a));
        run(0);
        run(2);
        run(3);

        assertThat(told(ledger))
                .containsExactly("+C", "+a", "-a", "+b", "!b lost", "+N", "+c", "-c", "+d", "-d", "-N", "-C");
    }

    @Test
    void a_part_can_tell_nothing_about_another_one_even_if_it_registers_it() {
        send(ledger, parts.get(0), started(c), registered(b, c, "TEST"), started(b), passed(b));
        send(ledger, parts.get(0), started(a), passed(a), passed(c));
        assertThat(told(ledger)).containsExactly("+C", "+a", "-a");
        send(ledger, parts.get(1), started(c), started(b), failed(b, "true"), passed(c));
        run(2);
        run(3);

        assertThat(told(ledger)).containsExactly("+b", "!b true", "+N", "+c", "-c", "+d", "-d", "-N", "-C");
    }

    @Test
    void when_nothing_runs_any_more_one_test_tells_why() {
        run(0);

        ledger.fail(parts.stream().map(Unit::id).toList(), reason("gone"), "not run");

        assertThat(told(ledger).stream().filter(line -> line.contains("gone"))).hasSize(1);
        assertThat(told(ledger).stream().filter(line -> line.startsWith("!C"))).isEmpty();
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.complete(parts.stream().map(Unit::id).toList())).isTrue();
    }

    @Test
    void when_the_run_is_cancelled_what_ran_is_told_and_the_rest_is_skipped() {
        run(0);
        send(ledger, parts.get(1), started(c), started(b));

        ledger.cancel("cancelled");
        send(ledger, parts.get(1), passed(b), passed(c));

        assertThat(told(ledger))
                .containsExactly("+C", "+a", "-a", "+b", "-b", "+N", "~c cancelled", "~d cancelled", "-N", "-C");
        assertThat(ledger.complete()).isTrue();
    }

    private void run(int index) {
        Unit part = parts.get(index);
        boolean inner = part.id().startsWith(n);
        send(ledger, part, started(c));
        if (inner) {
            send(ledger, part, started(n));
        }
        send(ledger, part, started(part.id()), passed(part.id()));
        if (inner) {
            send(ledger, part, passed(n));
        }
        send(ledger, part, passed(c));
    }
}
