package dev.forkd.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AffinityTests {

    private record Item(String id, long cost, Affinity affinity) implements Task {}

    @Test
    void what_shares_a_set_up_is_first_in_the_plan_of_one_worker_and_last_in_the_others() {
        List<Item> items = new ArrayList<>();
        items.addAll(items("red", 5, 10, 100));
        items.addAll(items("blue", 5, 10, 100));
        WorkQueue<Item> queue = WorkQueue.longestFirst(items, 2);

        List<String> one = keys(queue.take().units());
        List<String> two = keys(queue.take().units());

        assertThat(new HashSet<>(one.subList(0, 5))).hasSize(1);
        assertThat(new HashSet<>(two.subList(0, 5))).hasSize(1);
        assertThat(one.get(0)).isNotEqualTo(two.get(0));
        assertThat(one.subList(5, 10)).containsOnly(two.get(0));
    }

    @Test
    void the_one_to_be_reported_first_does_not_come_first_where_its_set_up_is_anothers() {
        List<Item> items = new ArrayList<>();
        items.addAll(items("red", 5, 10, 100));
        items.addAll(items("blue", 5, 10, 100));
        WorkQueue<Item> queue = new WorkQueue<>(items, 2);

        List<Item> one = queue.take().units();
        List<Item> two = queue.take().units();

        Item first = items.get(0);
        List<Item> others = one.get(0).equals(first) ? two : one;
        assertThat(List.of(one.get(0), two.get(0))).contains(first);
        assertThat(keys(others.subList(0, 5))).doesNotContain("red");
    }

    @Test
    void one_that_shares_nothing_is_first_in_the_first_plan_also_beside_those_that_do() {
        List<Item> items = new ArrayList<>(List.of(new Item("first", 1, Affinity.NONE)));
        items.addAll(items("red", 5, 10, 100));
        WorkQueue<Item> queue = new WorkQueue<>(items, 4);

        assertThat(queue.take().units().get(0).id()).isEqualTo("first");
    }

    @Test
    void more_than_a_fair_share_is_shared_by_workers_that_each_pay_the_set_up() {
        List<Item> items = items("red", 40, 10, 20);
        WorkQueue<Item> queue = WorkQueue.longestFirst(items, 4);

        Set<String> begun = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            begun.add(queue.take().units().get(0).id());
        }

        assertThat(begun).hasSize(4);
    }

    @Test
    void a_set_up_that_costs_more_than_the_work_is_done_once() {
        List<Item> items = new ArrayList<>(items("red", 6, 1, 1000));
        items.addAll(IntStream.range(0, 20)
                .mapToObj(i -> new Item("plain" + i, 5, Affinity.NONE))
                .toList());
        WorkQueue<Item> queue = WorkQueue.longestFirst(items, 3);

        long owners = 0;
        for (int i = 0; i < 3; i++) {
            owners += queue.take().units().get(0).affinity().key().equals("red") ? 1 : 0;
        }

        assertThat(owners).isEqualTo(1);
    }

    @Test
    void a_long_unit_beside_shared_set_ups_does_not_start_late() {
        List<Item> items = new ArrayList<>(items("red", 10, 5, 20));
        items.add(new Item("long", 60, Affinity.NONE));
        WorkQueue<Item> queue = WorkQueue.longestFirst(items, 2);

        assertThat(List.of(
                        queue.take().units().get(0).id(),
                        queue.take().units().get(0).id()))
                .contains("long");
    }

    @Test
    void where_nothing_is_shared_the_plans_are_the_longest_first() {
        List<Item> items = List.of(
                new Item("a", 1, new Affinity("alone", 50)),
                new Item("b", 3, Affinity.NONE),
                new Item("c", 2, new Affinity("free", 0)),
                new Item("d", 2, new Affinity("free", 0)));

        assertThat(WorkQueue.longestFirst(items, 2).take().units())
                .extracting(Item::id)
                .containsExactly("b", "c", "d", "a");
    }

    private static List<Item> items(String key, int count, long cost, long setUp) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Item(key + i, cost, new Affinity(key, setUp)))
                .toList();
    }

    private static List<String> keys(List<Item> items) {
        return items.stream().map(item -> item.affinity().key()).toList();
    }
}
