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
import dev.forkd.engine.ports.Clash;
import dev.forkd.engine.ports.Clash.Ending;
import dev.forkd.engine.ports.PortHolder;
import dev.forkd.engine.ports.PortHolder.Kind;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A class that failed on an address that another sandbox held runs again alone, if nothing of it was told. */
@Timeout(30)
class ClashTests {

    private static final String IN_USE = "Address already in use";

    private final Unit first = unit("F", "f");
    private final Unit unit = unit("C", "a", "b");
    private final String c = type("C");
    private final String a = in(c, "a");
    private final String b = in(c, "b");
    private final Ledger ledger = new Ledger(List.of(first, unit), DECODER);
    private final List<Unit> again = new ArrayList<>();

    @BeforeEach
    void theOtherClassIsBeingTold() {
        ledger.shareNetwork(List.of(first, unit), again::add);
        send(ledger, first, started(type("F")));
        assertThat(told(ledger)).containsExactly("+F");
    }

    @Test
    void only_the_run_alone_is_told_and_the_failure_is_remembered() {
        send(ledger, unit, started(c), started(a), passed(a), started(b));
        meets(b, Kind.SANDBOX);
        end(first);
        assertThat(told(ledger))
                .as("nothing of it, though nothing else is left")
                .containsExactly("+f", "-f", "-F");
        send(ledger, unit, passed(c));

        assertThat(told(ledger)).isEmpty();
        assertThat(ledger.ended(unit.id())).isTrue();
        assertThat(ledger.complete(List.of(unit.id()))).isFalse();
        Unit alone = again.get(0);
        send(ledger, alone, started(c), started(a), passed(a), started(b), passed(b), passed(c));

        assertThat(told(ledger)).containsExactly("+C", "+a", "-a", "+b", "-b", "-C");
        assertThat(ledger.earlier(b))
                .extracting(FailedAttempt::failure)
                .extracting(ThrowableData::message)
                .containsExactly(IN_USE);
        assertThat(ending()).isEqualTo(Ending.RAN_AGAIN);
        assertThat(ledger.complete()).isTrue();
    }

    @Test
    void a_second_failure_stays_whatever_is_found_then() {
        send(ledger, unit, started(c), started(a));
        meets(a, Kind.SANDBOX);
        send(ledger, unit, started(b), passed(b), passed(c));
        Unit alone = again.get(0);
        send(ledger, alone, started(c), started(a));
        assertThat(ledger.mayClash(alone)).isFalse();
        ledger.clash(alone, holder(Kind.SANDBOX));
        send(ledger, alone, failed(a, IN_USE), started(b), passed(b), passed(c));
        end(first);

        assertThat(told(ledger)).containsExactly("+f", "-f", "-F", "+C", "+a", "!a " + IN_USE, "+b", "-b", "-C");
        assertThat(again).hasSize(1);
        assertThat(ending()).isEqualTo(Ending.RAN_AGAIN);
    }

    @ParameterizedTest
    @CsvSource({"ITSELF, OWN_FAULT", "OTHERS, HELD_BY_OTHERS", "UNKNOWN, NOT_PROVED"})
    void what_no_other_sandbox_of_ours_is_proved_to_have_held_fails_as_it_is(Kind holder, Ending ending) {
        send(ledger, unit, started(c), started(a));
        meets(a, holder);
        failsAsItIs(ending);
    }

    @Test
    void a_class_of_which_something_was_told_fails_as_it_is() {
        end(first);
        told(ledger);
        send(ledger, unit, started(c), started(a));
        assertThat(told(ledger)).containsExactly("+C", "+a");
        meets(a, Kind.SANDBOX);
        send(ledger, unit, started(b), passed(b), passed(c));

        assertThat(told(ledger)).containsExactly("!a " + IN_USE, "+b", "-b", "-C");
        assertThat(again).isEmpty();
        assertThat(ending()).isEqualTo(Ending.REPORTED);
    }

    @Test
    void another_failure_after_it_is_told_with_it() {
        send(ledger, unit, started(c), started(a));
        meets(a, Kind.SANDBOX);
        send(ledger, unit, started(b), failed(b, "wrong"), passed(c));
        end(first);

        assertThat(told(ledger)).contains("!a " + IN_USE, "!b wrong", "-C");
        assertThat(again).isEmpty();
        assertThat(ending()).isEqualTo(Ending.OTHER_FAILURES);
    }

    @Test
    void one_that_comes_last_is_not_waited_for_although_it_is_the_first_of_the_run() {
        Ledger run = new Ledger(List.of(first, unit), DECODER);
        run.comeLast(List.of(first, unit), List.of(first));
        send(run, unit, started(c), started(a), passed(a), started(b), passed(b), passed(c));

        assertThat(told(run)).containsExactly("+C", "+a", "-a", "+b", "-b", "-C");
    }

    @Test
    void and_one_before_it_too() {
        send(ledger, unit, started(c), started(b), failed(b, "wrong"), started(a));
        meets(a, Kind.SANDBOX);
        send(ledger, unit, passed(c));
        end(first);

        assertThat(told(ledger)).contains("!a " + IN_USE, "!b wrong", "-C");
        assertThat(again).isEmpty();
        assertThat(ending()).isEqualTo(Ending.OTHER_FAILURES);
    }

    @Test
    void a_failure_is_told_if_the_run_alone_never_begins() {
        send(ledger, unit, started(c), started(a));
        meets(a, Kind.SANDBOX);
        send(ledger, unit, started(b), passed(b), passed(c));
        end(first);
        told(ledger);

        ledger.fail(List.of(unit.id()), reason("no worker"), "none");

        assertThat(told(ledger)).containsExactly("+C", "+a", "!a " + IN_USE, "+b", "-b", "-C");
        assertThat(ending()).isEqualTo(Ending.TOO_LATE);
        assertThat(ledger.complete()).isTrue();
    }

    @Test
    void a_lost_worker_is_not_explained_by_it() {
        send(ledger, unit, started(c), started(a));
        meets(a, Kind.SANDBOX);
        send(ledger, unit, started(b));

        assertThat(ledger.workerLost(List.of(unit), reason("crash"))).isEmpty();
        end(first);

        assertThat(told(ledger)).contains("!a " + IN_USE, "!b crash", "-C");
        assertThat(again).isEmpty();
    }

    @Test
    void what_a_lost_worker_left_runs_elsewhere_before_the_whole_runs_alone() {
        send(ledger, unit, started(c), started(a));
        meets(a, Kind.SANDBOX);

        List<Unit> rest = ledger.workerLost(List.of(unit), reason("crash"));
        send(ledger, rest.get(0), started(c), started(b), passed(b), passed(c));

        assertThat(again).singleElement().satisfies(whole -> assertThat(whole.leaves())
                .containsExactly(a, b));
    }

    @Test
    void what_runs_in_parts_or_again_anyway_is_left_to_that() {
        ledger.retry(unit, 1, again::add);
        send(ledger, unit, started(c), started(a));
        meets(a, Kind.SANDBOX);

        assertThat(ending()).isEqualTo(Ending.NOT_WHOLE);
    }

    @Test
    void it_only_matters_where_sandboxes_share_a_network() {
        Ledger apart = new Ledger(List.of(unit), DECODER);

        assertThat(apart.mayClash(unit)).isFalse();
        assertThat(apart.clashes()).isEmpty();
    }

    private void failsAsItIs(Ending ending) {
        send(ledger, unit, started(b), passed(b), passed(c));
        end(first);
        assertThat(told(ledger)).containsExactly("+f", "-f", "-F", "+C", "+a", "!a " + IN_USE, "+b", "-b", "-C");
        assertThat(again).isEmpty();
        assertThat(ending()).isEqualTo(ending);
    }

    private void meets(String test, Kind kind) {
        assertThat(ledger.mayClash(unit)).isTrue();
        ledger.clash(unit, holder(kind));
        ThrowableData failure = ThrowableData.plain("java.net.BindException", IN_USE, IN_USE, false);
        send(ledger, unit, new Finished(test, Outcome.FAILED, failure));
    }

    private static PortHolder holder(Kind kind) {
        return new PortHolder(kind, Optional.empty(), Optional.empty());
    }

    private void end(Unit other) {
        String f = in(other.node(), "f");
        send(ledger, other, started(f), passed(f), passed(other.node()));
    }

    private Ending ending() {
        return ledger.clashes().stream().map(Clash::ending).findFirst().orElseThrow();
    }
}
