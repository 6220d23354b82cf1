package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.CLASS)
class IsolatedTwoTest {
    @Test
    void one() {
        Whereabouts.tell("IsolatedTwoTest.one");
    }

    @Test
    void two() {
        Whereabouts.tell("IsolatedTwoTest.two");
    }
}
