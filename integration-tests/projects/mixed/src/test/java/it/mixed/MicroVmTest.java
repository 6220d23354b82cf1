package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

/** Skipped, with the engine and without. */
@ForkdSandbox(
        requires = ForkdSandbox.Requirement.MICROVM,
        whenUnavailable = ForkdSandbox.WhenUnavailable.SKIP)
class MicroVmTest {
    @Test
    void never() {
        Whereabouts.tell("MicroVmTest.never");
    }
}
