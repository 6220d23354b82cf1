package dev.forkd.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.local.http.HttpFailure;
import org.junit.jupiter.api.Test;

/** Slots are refused, never queued for (contract 8.1, 8.6). */
final class BranchSlotsTests {
    private final BranchSlots slots = new BranchSlots(2);

    @Test
    void refuses_a_tag_that_is_being_written() {
        slots.take("a");

        assertThatThrownBy(() -> slots.take("a"))
                .isInstanceOf(HttpFailure.class)
                .hasMessage("HTTP 409");
    }

    @Test
    void refuses_more_than_it_has() {
        slots.take("a");
        slots.take("b");

        // Even for a tag that is being written: the slot is checked first.
        assertThatThrownBy(() -> slots.take("a"))
                .isInstanceOf(HttpFailure.class)
                .hasMessage("HTTP 503");
        slots.release("a");
        slots.take("c");
        assertThat(slots.taken()).isEqualTo(2);
    }
}
