package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.SandboxContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
abstract class Above {
    private static int prepared;

    @BeforeAll
    static void prepare(SandboxContext sandbox) {
        prepared = sandbox.count();
    }

    @Test
    void inherited() {
        Where.mustBeInSandbox();
        if (prepared < 1) {
            throw new AssertionError("not prepared");
        }
    }
}
