package dev.forkd.engine.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.plan.Unit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AloneUnitsTests {

    private final Unit unit = new Unit("[engine:e]/[class:C]", "C", List.of(), Set.of(), Set.of(), 1, true);
    private final AloneUnits alone = new AloneUnits();

    @Test
    void one_is_handed_out_only_while_no_other_sandbox_is_there() {
        alone.arrive();
        alone.arrive();
        alone.add(unit);
        alone.add(unit.attempt(2));

        alone.leave();
        assertThat(alone.arriveFor()).as("another one is still there").isNull();
        alone.leave();
        assertThat(alone.arriveFor()).isEqualTo(unit);
        assertThat(alone.arriveFor()).as("while the first one runs").isNull();
        alone.leave();
        assertThat(alone.arriveFor()).isEqualTo(unit.attempt(2));
        alone.leave();
        assertThat(alone.arriveFor()).isNull();
        assertThat(alone.hasWaiting()).isFalse();
    }

    @Test
    void what_is_left_of_one_and_its_further_attempts_are_known() {
        alone.add(unit.attempt(2));

        assertThat(alone.includes(unit)).isTrue();
        assertThat(alone.includes(unit.attempt(3))).isTrue();
    }
}
