package dev.forkd.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTests {
    private static Map<String, Double> times(double... seconds) {
        Map<String, Double> times = new LinkedHashMap<>();
        for (int i = 0; i < seconds.length; i++) {
            times.put("t" + i, seconds[i]);
        }
        return times;
    }

    @Test
    void the_longest_come_first() {
        Map<String, Double> times = times(1, 2, 3, 4, 5, 6);
        Schedule plan = Schedule.longestFirst(List.copyOf(times.keySet()), times, 3);
        assertThat(plan.loads()).containsExactly(7.0, 7.0, 7.0);
        assertThat(plan.ratio()).isEqualTo(1.0);
        assertThat(plan.parts()).containsExactly(List.of("t0", "t5"), List.of("t1", "t4"), List.of("t2", "t3"));
    }

    @Test
    void an_item_that_is_longer_than_the_mean_is_the_bound() {
        Map<String, Double> times = times(10, 1, 1);
        Schedule plan = Schedule.longestFirst(List.copyOf(times.keySet()), times, 3);
        assertThat(plan.bound()).isEqualTo(10);
        assertThat(plan.ratio()).isEqualTo(1);
    }

    @Test
    void everything_once_and_never_worse_than_the_guarantee() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int n = 1 + random.nextInt(9);
            Map<String, Double> times = new LinkedHashMap<>();
            IntStream.range(0, 1 + random.nextInt(60)).forEach(i -> times.put("t" + i, 0.01 + random.nextDouble() * 9));
            List<String> items = List.copyOf(times.keySet());
            Schedule plan = Schedule.longestFirst(items, times, n);
            assertThat(plan.parts().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(items);
            // Any list schedule: makespan <= mean + longest.
            assertThat(plan.makespan()).isLessThanOrEqualTo(2 * plan.bound() + 1e-9);
            assertThat(plan.makespan()).isGreaterThanOrEqualTo(plan.bound() - 1e-9);
        }
    }

    @Test
    void a_queue_makes_up_for_wrong_expectations() {
        Map<String, Double> expected = times(1, 1, 1, 1);
        Map<String, Double> actual = times(3, 1, 1, 1);
        List<String> items = List.copyOf(expected.keySet());
        Schedule plan = Schedule.of(Schedule.longestFirst(items, expected, 2).parts(), actual);
        assertThat(plan.makespan()).isEqualTo(4);
        assertThat(Schedule.queue(items, expected, actual, 2).makespan()).isEqualTo(3);
    }

    @Test
    void no_items_are_no_work() {
        assertThat(Schedule.longestFirst(List.of(), Map.of(), 4).ratio()).isCloseTo(1, within(0.0));
    }
}
