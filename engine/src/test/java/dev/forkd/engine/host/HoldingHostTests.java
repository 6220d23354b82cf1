package dev.forkd.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor;

class HoldingHostTests {

    private final List<String> shown = new ArrayList<>();
    private final HoldingHost host = new HoldingHost(new Host() {
        @Override
        public void say(String line) {
            shown.add(line);
        }

        @Override
        public void backDate(TestDescriptor descriptor, long durationMicros) {
            throw new IllegalStateException("not here");
        }
    });

    @Test
    void lines_come_at_once_between_classes() {
        host.say("a");

        assertThat(shown).containsExactly("a");
    }

    @Test
    void lines_wait_in_order_until_the_class_has_ended() {
        host.hold();
        host.say("a");
        host.say("b");
        assertThat(shown).isEmpty();

        host.release();
        host.say("c");

        assertThat(shown).containsExactly("a", "b", "c");
    }
}
