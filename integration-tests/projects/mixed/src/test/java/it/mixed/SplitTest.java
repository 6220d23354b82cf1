package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Split;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ForkdSandbox(split = Split.METHODS)
class SplitTest {
    @Test
    void one() {
        Whereabouts.tell("SplitTest.one");
    }

    @Test
    void two() {
        Whereabouts.tell("SplitTest.two");
    }

    @Nested
    class Inner {
        @Test
        void three() {
            Whereabouts.tell("SplitTest.three");
        }

        @Test
        void four() {
            Whereabouts.tell("SplitTest.four");
        }
    }
}
