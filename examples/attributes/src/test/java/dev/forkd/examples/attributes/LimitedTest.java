package dev.forkd.examples.attributes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Choice;
import dev.forkd.junit.SandboxContext;
import org.junit.jupiter.api.Test;

/** Its sandbox may have 1 GiB, and it fails if it takes longer than a minute. */
@ForkdSandbox(memoryLimitMib = 1024, perChildNetns = Choice.NO, prewarm = Choice.YES, timeout = 60)
class LimitedTest {

    @Test
    void hasALimit(SandboxContext sandbox) {
        System.out.println("in sandbox " + sandbox.shard());
        assertTrue(sandbox.insideSandbox());
    }
}
