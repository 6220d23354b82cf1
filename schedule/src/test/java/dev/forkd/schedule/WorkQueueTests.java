package dev.forkd.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.schedule.WorkQueue.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkQueueTests {

    @Test
    void the_one_to_be_reported_first_comes_first_then_the_longest_and_equals_in_a_fixed_order() {
        WorkQueue<Item> queue =
                new WorkQueue<>(List.of(unit("f", 2), unit("b", 5), unit("a", 5), unit("c", 9), unit("d", 1)), 100);

        assertThat(ids(queue.take())).containsExactly("f", "c", "a", "b", "d");
    }

    @Test
    void a_single_worker_runs_everything_in_one_plan_in_the_hosts_order() {
        WorkQueue<Item> queue = new WorkQueue<>(List.of(unit("f", 2), batched("b", 5), unit("c", 9)), 1);

        Assignment<Item> assignment = queue.take();

        assertThat(assignment.whole()).isTrue();
        assertThat(ids(assignment)).containsExactly("f", "b", "c");
        assertThat(queue.take().units()).isEmpty();
    }

    @Test
    void few_units_are_in_every_workers_plan_and_claimed_once() {
        WorkQueue<Item> queue = new WorkQueue<>(units(20), 2);

        Assignment<Item> one = queue.take();
        Assignment<Item> two = queue.take();

        assertThat(one.whole()).isFalse();
        assertThat(one.units()).hasSize(20).isEqualTo(two.units());
        assertThat(queue.claim(one.units().get(3))).isTrue();
        assertThat(queue.claim(two.units().get(3))).isFalse();
        assertThat(queue.isFree(two.units().get(3))).isFalse();
        assertThat(queue.isFree(two.units().get(4))).isTrue();
    }

    @Test
    void many_units_are_dealt_out_but_for_what_balances() {
        WorkQueue<Item> queue = new WorkQueue<>(units(1_000), 4);
        List<Set<String>> plans = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            plans.add(new HashSet<>(ids(queue.take())));
        }

        assertThat(plans).allSatisfy(plan -> assertThat(plan).hasSizeBetween(380, 420));
        Set<String> inAll = new HashSet<>(plans.get(0));
        plans.forEach(inAll::retainAll);
        assertThat(inAll).hasSizeBetween(190, 210);
        Set<String> together = new HashSet<>();
        plans.forEach(together::addAll);
        assertThat(together).hasSize(1_000);
    }

    @Test
    void what_a_slow_worker_has_not_claimed_a_free_one_plans_too() {
        WorkQueue<Item> queue = new WorkQueue<>(units(1_000), 2);
        Assignment<Item> slow = queue.take();
        queue.take().units().forEach(queue::claim);

        Assignment<Item> further = queue.take();

        assertThat(further.units()).isNotEmpty();
        assertThat(slow.units()).containsAll(further.units());
    }

    @Test
    void units_that_cannot_be_passed_over_come_whole_in_shares_that_shrink_and_before_the_others() {
        List<Item> units = new ArrayList<>(units(10));
        IntStream.range(0, 200).forEach(i -> units.add(0, batched("b" + i, 1)));
        WorkQueue<Item> queue = new WorkQueue<>(units, 2);

        List<Integer> sizes = new ArrayList<>();
        Assignment<Item> assignment = queue.take();
        while (assignment.whole()) {
            sizes.add(assignment.units().size());
            assignment = queue.take();
        }

        assertThat(sizes).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(sizes.get(0)).isEqualTo(50);
        assertThat(sizes.get(sizes.size() - 1)).isEqualTo(1);
        assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(200);
        assertThat(assignment.units()).hasSize(10);
    }

    @Test
    void a_suspect_is_planned_by_itself() {
        WorkQueue<Item> queue = new WorkQueue<>(units(20), 2);
        Assignment<Item> plan = queue.take();
        queue.claim(plan.units().get(0));
        queue.suspect(plan.units().subList(0, 3));

        assertThat(queue.isFree(plan.units().get(1))).isFalse();
        assertThat(queue.take().units()).hasSize(17);
        plan.units().subList(3, 20).forEach(queue::claim);
        assertThat(queue.take()).isEqualTo(new Assignment<>(List.of(plan.units().get(1)), true));
        assertThat(queue.take()).isEqualTo(new Assignment<>(List.of(plan.units().get(2)), true));
        assertThat(queue.take().units()).isEmpty();
    }

    @Test
    void what_every_worker_can_start_at_once_is_not_claimed_ahead() {
        assertThat(new WorkQueue<>(units(3), 2).ahead()).isZero();
        assertThat(new WorkQueue<>(units(8), 2).ahead()).isEqualTo(2);
    }

    @Test
    void what_is_put_back_is_planned_again_and_not_what_it_was_in_an_old_plan() {
        WorkQueue<Item> queue = new WorkQueue<>(units(2), 2);
        Item unit = queue.take().units().get(0);
        queue.claim(unit);
        Item back = unit(unit.id(), 1);

        queue.add(back);

        assertThat(queue.isFree(unit)).isFalse();
        assertThat(queue.claim(unit)).isFalse();
        assertThat(queue.take().units()).contains(back);
        assertThat(queue.claim(back)).isTrue();
    }

    @Test
    void what_is_separate_has_a_plan_of_its_own_as_soon_as_nothing_longer_waits() {
        WorkQueue<Item> queue =
                new WorkQueue<>(List.of(unit("first", 1), unit("long", 5), unit("a", 9), unit("b", 2)), 1);
        queue.separate(List.of(unit("first", 1), unit("long", 5), unit("b", 2)));

        assertThat(ids(queue.take())).as("it is reported first").containsExactly("first");
        assertThat(ids(queue.take())).containsExactly("a");
        assertThat(ids(queue.take())).containsExactly("long");
        assertThat(ids(queue.take())).containsExactly("b");
        assertThat(queue.hasWaiting()).isFalse();
    }

    @Test
    void what_may_have_ended_a_worker_comes_after_all_that_is_only_separate() {
        WorkQueue<Item> queue = new WorkQueue<>(List.of(unit("poison", 9), unit("a", 1), unit("b", 2)), 2);
        queue.separate(List.of(unit("poison", 9), unit("a", 1), unit("b", 2)));
        queue.suspect(List.of(unit("poison", 9)));

        assertThat(ids(queue.take())).containsExactly("b");
        assertThat(ids(queue.take())).containsExactly("a");
        assertThat(ids(queue.take())).containsExactly("poison");
    }

    @Test
    void nothing_is_left_after_a_clear() {
        WorkQueue<Item> queue = new WorkQueue<>(List.of(unit("a", 1), unit("b", 2)), 1);
        queue.clear();

        assertThat(queue.take().units()).isEmpty();
        queue.add(unit("c", 1));
        assertThat(queue.take().units()).hasSize(1);
    }

    @Test
    void concurrent_workers_get_each_unit_once() throws Exception {
        Random random = new Random(42);
        List<Item> units = IntStream.range(0, 2_000)
                .mapToObj(i -> random.nextBoolean()
                        ? unit("u" + i, 1 + random.nextInt(50))
                        : batched("u" + i, 1 + random.nextInt(50)))
                .toList();
        WorkQueue<Item> queue = new WorkQueue<>(units, 8);
        ExecutorService takers = Executors.newFixedThreadPool(8);
        try {
            Callable<List<Item>> taker = () -> drain(queue);
            List<Item> taken = new ArrayList<>();
            for (Future<List<Item>> future : takers.invokeAll(Collections.nCopies(8, taker), 30, TimeUnit.SECONDS)) {
                taken.addAll(future.get());
            }
            assertThat(taken).containsExactlyInAnyOrderElementsOf(units);
        } finally {
            takers.shutdownNow();
        }
    }

    private static List<Item> drain(WorkQueue<Item> queue) {
        List<Item> taken = new ArrayList<>();
        for (Assignment<Item> plan = queue.take(); !plan.units().isEmpty(); plan = queue.take()) {
            plan.units().stream()
                    .filter(plan.whole() ? unit -> true : queue::claim)
                    .forEach(taken::add);
        }
        return taken;
    }

    private static List<String> ids(Assignment<Item> assignment) {
        return assignment.units().stream().map(Item::id).toList();
    }

    private static List<Item> units(int count) {
        return IntStream.range(0, count).mapToObj(i -> unit("u" + i, 1)).toList();
    }

    private static Item unit(String id, long cost) {
        return new Item(id, cost, true, Affinity.NONE);
    }

    private static Item batched(String id, long cost) {
        return new Item(id, cost, false, Affinity.NONE);
    }

    private record Item(String id, long cost, boolean passable, Affinity affinity) implements Task {}
}
