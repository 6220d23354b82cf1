package dev.forkd.engine.ledger;

import static dev.forkd.engine.ledger.Ledgers.DECODER;
import static dev.forkd.engine.ledger.Ledgers.failed;
import static dev.forkd.engine.ledger.Ledgers.in;
import static dev.forkd.engine.ledger.Ledgers.passed;
import static dev.forkd.engine.ledger.Ledgers.reason;
import static dev.forkd.engine.ledger.Ledgers.send;
import static dev.forkd.engine.ledger.Ledgers.started;
import static dev.forkd.engine.ledger.Ledgers.told;
import static dev.forkd.engine.ledger.Ledgers.type;
import static dev.forkd.engine.ledger.Ledgers.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.ThrowableData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A class that failed runs again, and one attempt is told. */
@Timeout(30)
class RetriedUnitTests {

    private final Unit unit = unit("C", "a", "b");
    private final String c = type("C");
    private final String a = in(c, "a");
    private final String b = in(c, "b");
    private final Ledger ledger = new Ledger(List.of(unit), DECODER);
    private final List<Unit> again = new ArrayList<>();

    @BeforeEach
    void twoRetries() {
        ledger.retry(unit, 2, again::add);
    }

    @Test
    void an_attempt_without_failures_is_told_when_it_has_ended_and_no_other_follows() {
        send(ledger, unit, started(c), started(a), passed(a));
        assertThat(told(ledger)).isEmpty();
        send(ledger, unit, started(b), passed(b), passed(c));

        assertThat(told(ledger)).containsExactly("+C", "+a", "-a", "+b", "-b", "-C");
        assertThat(again).isEmpty();
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.earlier(a)).isEmpty();
    }

    @Test
    void after_a_failure_the_next_attempt_is_told_and_the_failure_is_remembered() {
        attempt(unit, false);

        assertThat(told(ledger)).isEmpty();
        assertThat(ledger.ended(unit.id())).isTrue();
        assertThat(ledger.complete(List.of(unit.id()))).isFalse();
        assertThat(again).hasSize(1);
        assertThat(again.get(0).node()).isEqualTo(c);
        assertThat(again.get(0).id()).isNotEqualTo(c);

        attempt(again.get(0), true);

        assertThat(told(ledger)).containsExactly("+C", "+a", "-a", "+b", "-b", "-C");
        assertThat(ledger.complete(List.of(unit.id()))).isTrue();
        assertThat(ledger.earlier(a)).extracting(FailedAttempt::number).containsExactly(1);
        assertThat(ledger.earlier(b)).isEmpty();
    }

    @Test
    void what_fails_in_every_attempt_has_failed_with_the_last_reason() {
        attempt(unit, false);
        attempt(again.get(0), false);
        attempt(again.get(1), false);

        assertThat(again).hasSize(2);
        assertThat(told(ledger)).containsExactly("+C", "+a", "!a in C#3", "+b", "-b", "-C");
        assertThat(ledger.earlier(a))
                .extracting(FailedAttempt::failure)
                .extracting(ThrowableData::message)
                .containsExactly("in C", "in C#2");
    }

    @Test
    void an_attempt_that_ends_its_worker_has_failed() {
        send(ledger, unit, started(c), started(a));

        assertThat(ledger.workerLost(List.of(unit), reason("crash"))).isEmpty();
        assertThat(again).hasSize(1);
        attempt(again.get(0), true);

        assertThat(told(ledger)).containsExactly("+C", "+a", "-a", "+b", "-b", "-C");
        assertThat(ledger.earlier(a)).hasSize(1);
    }

    @Test
    void the_rest_of_the_last_attempt_runs_elsewhere_when_its_worker_is_lost() {
        attempt(unit, false);
        attempt(again.get(0), false);
        Unit last = again.get(1);
        send(ledger, last, started(c), started(a));

        List<Unit> rest = ledger.workerLost(List.of(last), reason("crash"));

        assertThat(rest).singleElement().satisfies(left -> assertThat(left.leaves())
                .containsExactly(b));
        send(ledger, rest.get(0), started(c), started(b), passed(b), passed(c));
        assertThat(told(ledger)).containsExactly("+C", "+a", "!a crash", "+b", "-b", "-C");
    }

    @Test
    void a_failure_is_told_if_the_next_attempt_never_begins() {
        attempt(unit, false);

        ledger.cancel("cancelled");

        assertThat(told(ledger)).containsExactly("+C", "+a", "!a in C", "+b", "-b", "-C");
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.earlier(a)).isEmpty();
    }

    @Test
    void a_failure_is_told_if_no_worker_is_left() {
        attempt(unit, false);

        ledger.fail(List.of(unit.id()), reason("no worker"), "none");

        assertThat(told(ledger)).containsExactly("+C", "+a", "!a in C", "+b", "-b", "-C");
        assertThat(ledger.complete()).isTrue();
    }

    @Test
    void the_failure_of_something_that_no_later_attempt_has_stays_with_the_class() {
        String dynamic = in(a, "third");
        send(ledger, unit, started(c), started(a), Ledgers.registered(dynamic, a, "TEST"));
        send(ledger, unit, started(dynamic), failed(dynamic, "x"), passed(a), started(b), passed(b), passed(c));
        attempt(again.get(0), true);

        told(ledger);
        assertThat(ledger.earlier(dynamic)).isEmpty();
        assertThat(ledger.earlier(c)).hasSize(1);
    }

    @Test
    void a_part_of_a_class_runs_again_alone() {
        Ledger divided = new Ledger(List.of(unit), DECODER);
        List<Unit> parts = unit.parts();
        divided.divide(unit, parts);
        parts.forEach(part -> divided.retry(part, 1, again::add));

        send(divided, parts.get(0), started(c), started(a), failed(a, "once"), passed(c));
        send(divided, parts.get(1), started(c), started(b), passed(b), passed(c));
        assertThat(told(divided)).isEmpty();
        assertThat(again).singleElement().satisfies(part -> assertThat(part.leaves())
                .containsExactly(a));
        send(divided, again.get(0), started(c), started(a), passed(a), passed(c));

        assertThat(told(divided)).containsExactly("+C", "+a", "-a", "+b", "-b", "-C");
        assertThat(divided.complete()).isTrue();
        assertThat(divided.earlier(a)).hasSize(1);
    }

    private void attempt(Unit attempt, boolean good) {
        String name = attempt.id().replace(c, "C");
        send(ledger, attempt, started(c), started(a), good ? passed(a) : failed(a, "in " + name));
        send(ledger, attempt, started(b), passed(b), passed(c));
    }
}
