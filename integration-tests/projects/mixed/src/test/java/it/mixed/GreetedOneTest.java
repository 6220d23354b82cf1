package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox(env = "MIXED_GREETING=hello")
class GreetedOneTest {
    @Test
    void one() {
        Whereabouts.tell("GreetedOneTest.one");
    }

    @Test
    void two() {
        Whereabouts.tell("GreetedOneTest.two");
    }
}
