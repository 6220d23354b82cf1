package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox
class SandboxOneTest {
    @Test
    void one() {
        Whereabouts.tell("SandboxOneTest.one");
    }

    @Test
    void two() {
        Whereabouts.tell("SandboxOneTest.two");
    }
}
