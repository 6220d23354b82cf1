package dev.forkd.engine.ledger;

import static dev.forkd.engine.ledger.Ledgers.DECODER;
import static dev.forkd.engine.ledger.Ledgers.failed;
import static dev.forkd.engine.ledger.Ledgers.in;
import static dev.forkd.engine.ledger.Ledgers.passed;
import static dev.forkd.engine.ledger.Ledgers.reason;
import static dev.forkd.engine.ledger.Ledgers.send;
import static dev.forkd.engine.ledger.Ledgers.started;
import static dev.forkd.engine.ledger.Ledgers.type;
import static dev.forkd.engine.ledger.Ledgers.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.plan.Unit;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.Published;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A test that runs three times is told once, with the share of failures. */
@Timeout(30)
class RepeatedUnitTests {

    private final Unit unit = unit("C", "a");
    private final String c = type("C");
    private final String a = in(c, "a");
    private final Ledger ledger = new Ledger(List.of(unit), DECODER);
    private final List<Unit> runs = new ArrayList<>(List.of(unit));

    @BeforeEach
    void threeTimes() {
        ledger.repeat(unit, 3, runs::add);
    }

    @Test
    void all_runs_may_begin_at_once_and_are_told_when_the_last_has_ended() throws InterruptedException {
        assertThat(runs).hasSize(3).extracting(Unit::id).doesNotHaveDuplicates();
        run(2, true);
        run(0, true);
        assertThat(told()).isEmpty();
        assertThat(ledger.complete()).isFalse();
        run(1, true);

        assertThat(told())
                .containsExactly(
                        "forkd: passed in all 3 runs, each in a sandbox of its own",
                        "{forkd.repeat=passed in all 3 runs, each in a sandbox of its own}",
                        "SUCCESSFUL " + a,
                        "SUCCESSFUL " + c);
        assertThat(ledger.complete(List.of(unit.id()))).isTrue();
    }

    @Test
    void the_first_failure_is_told_with_the_share() throws InterruptedException {
        run(0, true);
        run(1, false);
        run(2, true);

        assertThat(told())
                .contains("FAILED " + a)
                .first()
                .asString()
                .startsWith("forkd: failed in 1 of 3 runs, each in a sandbox of its own: 1 time ")
                .contains("in C");
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void a_run_that_ends_its_worker_has_failed_and_one_that_had_not_begun_runs_elsewhere() throws InterruptedException {
        run(0, true);
        send(ledger, runs.get(1), started(c), started(a));
        assertThat(ledger.workerLost(List.of(runs.get(1)), reason("crash"))).isEmpty();
        List<Unit> again = ledger.workerLost(List.of(runs.get(2)), reason("crash"));
        assertThat(again).extracting(Unit::id).containsExactly(runs.get(2).id());
        run(2, true);

        assertThat(told()).first().asString().contains("failed in 1 of 3 runs", "crash");
        assertThat(ledger.complete()).isTrue();
    }

    @Test
    void when_nothing_more_runs_what_has_ended_counts() throws InterruptedException {
        run(1, false);

        ledger.fail(List.of(unit.id()), reason("gone"), "not run");

        assertThat(told()).first().asString().contains("failed in 2 of 2 runs");
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.drained()).isTrue();
    }

    @Test
    void when_the_run_is_cancelled_nothing_waits_for_the_rest() throws InterruptedException {
        run(0, true);
        ledger.cancel("cancelled");

        assertThat(told()).first().asString().contains("passed in all 1 run,");
        assertThat(ledger.complete()).isTrue();
    }

    private void run(int index, boolean good) {
        Unit run = runs.get(index);
        send(ledger, run, started(c), started(a), good ? passed(a) : failed(a, "in " + run.name() + index), passed(c));
    }

    private List<String> told() throws InterruptedException {
        List<String> told = new ArrayList<>();
        for (Optional<Entry> entry = ledger.next(Duration.ZERO);
                entry.isPresent();
                entry = ledger.next(Duration.ZERO)) {
            if (entry.get().event() instanceof Output output) {
                told.add(new String(output.bytes(), StandardCharsets.UTF_8).strip());
            } else if (entry.get().event() instanceof Published published) {
                told.add(published.entries().toString());
            } else if (entry.get().event() instanceof Finished finished) {
                told.add(finished.outcome() + " " + finished.id());
            }
        }
        return told;
    }
}
