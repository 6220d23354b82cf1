package dev.forkd.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetSizeTests {

    @Test
    void noMoreThanTheLongestUnitMakesUseful() {
        assertThat(FleetSize.of(List.of(10.0, 6.0, 6.0, 1.0, 1.0), 16, 0)).isEqualTo(3);
    }

    @Test
    void aTenthLaterIsWorthAWorker() {
        assertThat(FleetSize.of(Collections.nCopies(100, 1.0), 8, 0)).isEqualTo(8);
        assertThat(FleetSize.of(List.of(10.0, 0.5, 0.4), 16, 0)).isEqualTo(1);
    }

    @Test
    void whatStartingCostsIsWeighed() {
        List<Double> short100 = Collections.nCopies(100, 0.1);
        assertThat(FleetSize.of(short100, 100, 0)).isGreaterThan(50);
        assertThat(FleetSize.of(short100, 100, 0.6)).isBetween(3, 4);
    }

    @Test
    void thereIsAlwaysOne() {
        assertThat(FleetSize.of(List.of(), 16, 1)).isEqualTo(1);
        assertThat(FleetSize.of(List.of(3.0), 16, 1)).isEqualTo(1);
    }
}
