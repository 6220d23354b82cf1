package dev.forkd.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacementTests {

    @Test
    void idle_controllers_get_equal_shares() {
        assertThat(Placement.divide(6, new int[] {0, 0, 0})).containsExactly(2, 2, 2);
        assertThat(Placement.divide(5, new int[] {0, 0, 0})).containsExactly(2, 2, 1);
    }

    @Test
    void a_busy_controller_gets_fewer() {
        assertThat(Placement.divide(6, new int[] {4, 0, 1})).containsExactly(0, 4, 2);
        assertThat(Placement.divide(2, new int[] {100, 0})).containsExactly(0, 2);
    }

    @Test
    void with_fewer_sandboxes_than_controllers_some_get_none() {
        assertThat(Placement.divide(1, new int[] {1, 1, 0})).containsExactly(0, 0, 1);
    }
}
