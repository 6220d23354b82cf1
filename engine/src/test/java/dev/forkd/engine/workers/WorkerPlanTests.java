package dev.forkd.engine.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.plan.Unit;
import dev.forkd.schedule.WorkQueue;
import dev.forkd.worker.protocol.WorkerCommand.Grant;
import dev.forkd.worker.protocol.WorkerCommand.Plan;
import dev.forkd.worker.protocol.WorkerCommand.Refuse;
import dev.forkd.worker.protocol.WorkerCommand.Run;
import dev.forkd.worker.protocol.WorkerCommand.Seal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkerPlanTests {

    private final WorkQueue<Unit> queue = queue("a", "b", "c", "d", "e", "f");
    private final WorkerPlan plan = new WorkerPlan(1, queue.take());

    @Test
    void a_worker_that_has_nothing_is_granted_one_whatever_waits() {
        assertThat(plan.command())
                .isEqualTo(new Plan(1, List.of("a test", "b test", "c test", "d test", "e test", "f test")));
        assertThat(plan.decide(queue, 0, true)).containsExactly(new Grant(1, List.of("a")));
        assertThat(plan.decide(queue, 0, false)).isEmpty();
    }

    @Test
    void it_is_granted_ahead_what_it_has_not_begun_up_to_a_cost() {
        assertThat(plan.decide(queue, 3, true)).containsExactly(new Grant(1, List.of("a", "b", "c")));
        assertThat(plan.decide(queue, 3, false)).isEmpty();

        plan.begun("a");

        assertThat(plan.decide(queue, 3, false)).containsExactly(new Grant(1, List.of("d")));
    }

    @Test
    void what_others_took_is_refused_as_soon_as_the_order_comes_to_it_and_the_end_is_sealed() {
        List<Unit> others = List.copyOf(queue.take().units());
        queue.claim(others.get(0));
        queue.claim(others.get(2));
        queue.claim(others.get(5));

        assertThat(plan.decide(queue, 1, true))
                .containsExactly(new Grant(1, List.of("b")), new Refuse(1, List.of("a", "c")));
        plan.begun("b");
        assertThat(plan.decide(queue, 9, false)).containsExactly(new Grant(1, List.of("d", "e")), new Seal(1));
        assertThat(plan.sealed()).isTrue();
        assertThat(plan.granted()).extracting(Unit::id).containsExactly("b", "d", "e");
    }

    @Test
    void the_workers_own_order_counts() {
        plan.discovered(List.of("f", "e", "d", "c", "b", "a"), queue);

        assertThat(plan.decide(queue, 2, true)).containsExactly(new Grant(1, List.of("f", "e")));
    }

    @Test
    void a_unit_that_it_asks_for_is_granted_if_nobody_has_it() {
        queue.claim(queue.take().units().get(4));
        plan.decide(queue, 0, true);
        plan.ask("e");
        plan.ask("d");
        plan.ask("no such unit");

        assertThat(plan.asks()).isTrue();
        assertThat(plan.decide(queue, 0, false))
                .containsExactly(new Grant(1, List.of("d")), new Refuse(1, List.of("e")));
        assertThat(plan.asks()).isFalse();
    }

    @Test
    void what_it_does_not_find_is_its_own_unless_another_has_it() {
        queue.claim(queue.take().units().get(1));

        assertThat(plan.discovered(List.of("c", "d", "e", "f", "an unknown unit"), queue))
                .extracting(Unit::id)
                .containsExactly("a");
        assertThat(plan.holds("a")).isTrue();
        assertThat(plan.holds("b")).isFalse();
        assertThat(plan.mayGet("an unknown unit")).isFalse();
    }

    @Test
    void a_plan_of_a_single_worker_is_whole() {
        WorkQueue<Unit> own = new WorkQueue<>(List.of(unit("a"), unit("b")), 1);
        WorkerPlan whole = new WorkerPlan(2, own.take());

        assertThat(whole.command()).isEqualTo(new Run(2, List.of("a test", "b test")));
        assertThat(whole.sealed()).isTrue();
        assertThat(whole.decide(own, 9, true)).isEmpty();
        assertThat(whole.granted()).hasSize(2);
    }

    private static WorkQueue<Unit> queue(String... ids) {
        return new WorkQueue<>(Stream.of(ids).map(WorkerPlanTests::unit).toList(), 2);
    }

    private static Unit unit(String id) {
        return new Unit(id, id, List.of(id + " test"), Set.of(), Set.of(id + " test"), 1, true);
    }
}
