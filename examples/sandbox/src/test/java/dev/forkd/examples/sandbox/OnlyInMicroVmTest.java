package dev.forkd.examples.sandbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import dev.forkd.junit.SandboxContext;
import org.junit.jupiter.api.Test;

/** Never runs on this machine: without a controller that has microVMs it is skipped, with the reason. */
@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
class OnlyInMicroVmTest {

    @Test
    void runsElsewhere(SandboxContext sandbox) {
        assertTrue(sandbox.insideSandbox());
    }
}
