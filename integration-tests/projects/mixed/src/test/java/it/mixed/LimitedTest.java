package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox(env = "MIXED_GREETING=bye", memoryLimitMib = 4096)
class LimitedTest {
    @Test
    void one() {
        Whereabouts.tell("LimitedTest.one");
    }

    @Test
    void two() {
        Whereabouts.tell("LimitedTest.two");
    }
}
