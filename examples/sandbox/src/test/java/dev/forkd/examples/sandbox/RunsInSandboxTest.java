package dev.forkd.examples.sandbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.SandboxContext;
import org.junit.jupiter.api.Test;

/** The whole class runs in a sandbox, and nothing else about it changes. */
@ForkdSandbox
class RunsInSandboxTest {

    @Test
    void knowsItsSandbox(SandboxContext sandbox) {
        System.out.println("in sandbox " + sandbox.shard());
        assertTrue(sandbox.insideSandbox());
    }
}
