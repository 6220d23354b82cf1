package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox(env = "MIXED_GREETING=hello")
class GreetedTwoTest {
    @Test
    void one() {
        Whereabouts.tell("GreetedTwoTest.one");
    }

    @Test
    void two() {
        Whereabouts.tell("GreetedTwoTest.two");
    }
}
