package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.SandboxContext;
import org.junit.jupiter.api.Test;

@ForkdSandbox
class AnnotatedTest {
    @Test
    void runsSomewhereElse(SandboxContext sandbox) {
        System.out.println("annotated in [" + System.getenv("SANDBOX_INDEX") + "]");
        assertEquals(0, sandbox.index());
    }
}
