package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.SandboxContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ForkdSandbox
@Execution(ExecutionMode.CONCURRENT)
class ConcurrentTest {
    @Test
    @ResourceLock("one")
    void first(SandboxContext sandbox) {
        Where.mustBeInSandbox();
    }

    @Test
    @ResourceLock("one")
    void second(SandboxContext sandbox) {
        Where.mustBeInSandbox();
    }
}
