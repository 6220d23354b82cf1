package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

@ForkdSandbox
class SandboxTwoTest {
    @Test
    void one() {
        Whereabouts.tell("SandboxTwoTest.one");
    }

    @Test
    void two() {
        Whereabouts.tell("SandboxTwoTest.two");
    }
}
