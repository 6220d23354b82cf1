package dev.forkd.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetSizeTests {

    @Test
    void no_more_than_the_longest_unit_makes_useful() {
        assertThat(FleetSize.of(List.of(10.0, 6.0, 6.0, 1.0, 1.0), 16, 0)).isEqualTo(3);
    }

    @Test
    void a_tenth_later_is_worth_a_worker() {
        assertThat(FleetSize.of(Collections.nCopies(100, 1.0), 8, 0)).isEqualTo(8);
        assertThat(FleetSize.of(List.of(10.0, 0.5, 0.4), 16, 0)).isEqualTo(1);
    }

    @Test
    void what_starting_costs_is_weighed() {
        List<Double> short100 = Collections.nCopies(100, 0.1);
        assertThat(FleetSize.of(short100, 100, 0)).isGreaterThan(50);
        assertThat(FleetSize.of(short100, 100, 0.6)).isBetween(3, 4);
    }

    @Test
    void there_is_always_one() {
        assertThat(FleetSize.of(List.of(), 16, 1)).isEqualTo(1);
        assertThat(FleetSize.of(List.of(3.0), 16, 1)).isEqualTo(1);
    }
}
