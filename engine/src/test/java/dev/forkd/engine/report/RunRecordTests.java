package dev.forkd.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.report.RunData.Outcome;
import dev.forkd.engine.report.RunData.SandboxData;
import dev.forkd.engine.report.RunData.UnitData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunRecordTests {

    private final Runs runs = new Runs().unit("a.One", 3).unit("a.Two", 1).unit("a.Three", 1);
    private final RunRecord record = runs.record();
    private final long start = Clock.micros();

    @Test
    void tells_where_and_when_each_class_ran_and_how_it_ended() {
        runs.run(record, 1, 0, start + 1_000_000, start + 3_500_000, WorkerEvent.Outcome.FAILED);

        UnitData unit = record.data("x").units().get(0);

        assertThat(unit.className()).isEqualTo("a.One");
        assertThat(unit.outcome()).isEqualTo(Outcome.failed);
        assertThat(unit.sandbox()).isEqualTo(1);
        assertThat(unit.start()).isCloseTo(1, within(0.05));
        assertThat(unit.end()).isCloseTo(3.5, within(0.05));
        assertThat(unit.tests()).isEqualTo(1);
        assertThat(unit.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.test()).isEqualTo(runs.test(0));
            assertThat(failure.name()).isEqualTo("t()");
            assertThat(failure.type()).isEqualTo("org.opentest4j.AssertionFailedError");
            assertThat(failure.message()).isEqualTo("expected: 1");
        });
    }

    @Test
    void a_class_that_says_again_and_again_that_it_begins_has_one_stay() {
        record.sandboxReady(0, "sb");
        for (int i = 0; i < 1_000; i++) {
            record.heard(0, "sb", runs.id(0), start + i, new Started(runs.id(0)));
        }

        assertThat(record.data("x").units().get(0).earlier()).isEmpty();
    }

    @Test
    @Timeout(20)
    void very_many_skipped_invocations_are_counted_quickly() {
        int many = 60_000;
        record.observe(new Entry(start, new Started(runs.id(0))), id -> List.of());
        for (int i = 0; i < many; i++) {
            record.observe(new Entry(start, registered(i, "one of many")), id -> List.of());
        }
        for (int i = 0; i < many; i++) {
            record.observe(new Entry(start, new Skipped(invocation(i), "why")), id -> List.of());
        }

        assertThat(record.data("x").units().get(0).skipped()).isEqualTo(many);
    }

    @Test
    void a_worker_cannot_give_another_name_to_a_test_that_is_known() {
        record.heard(
                0,
                "sb",
                runs.id(0),
                start,
                new WorkerEvent.Registered(
                        new DescriptorData(runs.test(0), runs.id(0), "another name", "", "TEST", List.of(), null)));
        runs.run(record, 1, 0, start, start + 1, WorkerEvent.Outcome.FAILED);

        assertThat(record.data("x").units().get(0).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.name()).isEqualTo("t()"));
    }

    private String invocation(int number) {
        return runs.test(0) + "/[invocation:#" + number + "]";
    }

    private WorkerEvent.Registered registered(int number, String name) {
        return new WorkerEvent.Registered(
                new DescriptorData(invocation(number), runs.test(0), name, name, "TEST", List.of(), null));
    }

    @Test
    void a_class_that_never_began_has_not_passed() {
        record.observe(new Entry(start, new Started(runs.id(0))), id -> List.of());
        record.observe(new Entry(start, new Skipped(runs.test(0), "not run")), id -> List.of());

        assertThat(record.data("x").units().get(0).outcome()).isEqualTo(Outcome.skipped);
    }

    @Test
    void a_class_whose_worker_was_lost_has_both_stays() {
        record.sandboxReady(0, "sb-lost");
        record.heard(0, "sb-lost", runs.id(0), start + 1000, new Started(runs.id(0)));
        record.workerLost(0, "sb-lost", "its JVM was killed");
        runs.run(record, 1, 0, start + 10_000, start + 20_000, WorkerEvent.Outcome.SUCCESSFUL);

        RunData data = record.data("x");

        assertThat(data.units().get(0).retried()).isEqualTo(1);
        assertThat(data.units().get(0).earlier()).singleElement().satisfies(stay -> assertThat(stay.sandboxId())
                .isEqualTo("sb-lost"));
        assertThat(data.units().get(0).sandbox()).isEqualTo(1);
        SandboxData lost = data.sandboxes().get(0);
        assertThat(lost.lost()).isEqualTo("its JVM was killed");
        assertThat(lost.givenBack()).isEqualTo(1);
        assertThat(data.totals().lost()).isEqualTo(1);
    }

    @Test
    void a_skipped_class_counts_its_tests_once() {
        record.observe(new Entry(start, new Skipped(runs.id(2), "not run")), id -> List.of());

        RunData data = record.data("x");

        assertThat(data.units().get(2).outcome()).isEqualTo(Outcome.skipped);
        assertThat(data.totals().skipped()).isEqualTo(1);
        assertThat(data.totals().tests()).isEqualTo(1);
    }

    @Test
    void what_a_sandbox_says_of_no_known_class_is_passed_over() {
        record.heard(0, "sb", "[engine:other]/[class:no]", start, new Started("[engine:other]/[class:no]"));

        assertThat(record.standing().running()).isEmpty();
    }

    @Test
    void progress_names_what_is_done_what_failed_what_is_left_and_what_runs_longest() {
        runs.run(record, 0, 0, start, start + 1000, WorkerEvent.Outcome.FAILED);
        record.heard(1, "sb-1", runs.id(1), start, new Started(runs.id(1)));

        assertThat(record.standing().line())
                .matches("1 of 3 test classes, 1 test, 1 failed, about [\\d.]+ s left; longest now: Two, [\\d.]+ s in"
                        + " sandbox 1");
    }

    @Test
    void a_run_that_could_not_run_has_failed_with_the_reason() {
        record.problem("no controller");
        record.problem("and so on");

        assertThat(record.data("x").outcome()).isEqualTo(Outcome.failed);
        assertThat(record.data("x").problem()).isEqualTo("no controller");
    }
}
