package dev.forkd.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
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
        WorkQueue queue =
                new WorkQueue(List.of(unit("f", 2), unit("b", 5), unit("a", 5), unit("c", 9), unit("d", 1)), 100);

        assertThat(drain(queue)).extracting(Unit::id).containsExactly("f", "c", "a", "b", "d");
    }

    @Test
    void batches_shrink_towards_the_end() {
        WorkQueue queue = new WorkQueue(
                IntStream.range(0, 200).mapToObj(i -> unit("u" + i, 1)).toList(), 2);

        List<Integer> sizes = new ArrayList<>();
        for (List<Unit> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
            sizes.add(batch.size());
        }

        assertThat(sizes).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(sizes.get(0)).isEqualTo(50);
        assertThat(sizes.get(sizes.size() - 1)).isEqualTo(1);
    }

    @Test
    void a_unit_that_is_longer_than_a_share_comes_alone() {
        WorkQueue queue = new WorkQueue(List.of(unit("long", 100), unit("a", 1), unit("b", 1)), 4);

        assertThat(queue.take()).extracting(Unit::id).containsExactly("long");
    }

    @Test
    void a_suspect_comes_in_a_batch_of_its_own() {
        WorkQueue queue = new WorkQueue(
                IntStream.range(0, 20).mapToObj(i -> unit("u" + i, 2)).toList(), 1);
        queue.addAlone(unit("long suspect", 3));
        queue.addAlone(unit("suspect", 1));

        List<List<String>> batches = new ArrayList<>();
        for (List<Unit> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
            batches.add(batch.stream().map(Unit::id).toList());
        }

        assertThat(batches)
                .contains(List.of("long suspect"), List.of("suspect"))
                .anySatisfy(batch -> assertThat(batch).hasSizeGreaterThan(2));
    }

    @Test
    void what_every_worker_can_start_at_once_is_not_taken_ahead() {
        WorkQueue two = new WorkQueue(List.of(unit("a", 1), unit("b", 1)), 2);
        WorkQueue many = new WorkQueue(
                IntStream.range(0, 8).mapToObj(i -> unit("u" + i, 1)).toList(), 2);

        assertThat(two.take()).hasSize(1);
        assertThat(two.takeAhead()).isEmpty();
        assertThat(two.take()).hasSize(1);
        assertThat(many.takeAhead()).isNotEmpty();
    }

    @Test
    void what_is_put_back_is_taken_again() {
        WorkQueue queue = new WorkQueue(List.of(unit("a", 1)), 1);
        List<Unit> taken = queue.take();
        assertThat(queue.take()).isEmpty();

        taken.forEach(queue::add);

        assertThat(queue.take()).isEqualTo(taken);
    }

    @Test
    void nothing_is_left_after_a_clear() {
        WorkQueue queue = new WorkQueue(List.of(unit("a", 1), unit("b", 2)), 1);
        queue.clear();

        assertThat(queue.take()).isEmpty();
        queue.add(unit("c", 1));
        assertThat(queue.take()).hasSize(1);
    }

    @Test
    void concurrent_takers_get_each_unit_once() throws Exception {
        Random random = new Random(42);
        List<Unit> units = IntStream.range(0, 5_000)
                .mapToObj(i -> unit("u" + i, 1 + random.nextInt(50)))
                .toList();
        WorkQueue queue = new WorkQueue(units, 8);
        ExecutorService takers = Executors.newFixedThreadPool(8);
        try {
            Callable<List<Unit>> taker = () -> drain(queue);
            List<Unit> taken = new ArrayList<>();
            for (Future<List<Unit>> future : takers.invokeAll(Collections.nCopies(8, taker), 30, TimeUnit.SECONDS)) {
                taken.addAll(future.get());
            }
            assertThat(taken).containsExactlyInAnyOrderElementsOf(units);
        } finally {
            takers.shutdownNow();
        }
    }

    private static List<Unit> drain(WorkQueue queue) {
        List<Unit> taken = new ArrayList<>();
        for (List<Unit> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
            taken.addAll(batch);
        }
        return taken;
    }

    private static Unit unit(String id, long cost) {
        return new Unit(id, id, List.of(id), Set.of(), Set.of(id), cost);
    }
}
