package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.CLASS)
class IsolatedOneTest {
    @Test
    void one() {
        Whereabouts.tell("IsolatedOneTest.one");
    }

    @Test
    void two() {
        Whereabouts.tell("IsolatedOneTest.two");
    }
}
