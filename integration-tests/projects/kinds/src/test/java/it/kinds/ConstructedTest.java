package it.kinds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.SandboxContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One instance, made with a parameter, for methods that each have a sandbox. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConstructedTest {
    private final int count;
    private boolean prepared;

    ConstructedTest(SandboxContext sandbox) {
        count = sandbox.count();
    }

    @BeforeAll
    void prepare() {
        prepared = true;
    }

    @Test
    void first() {
        Where.mustBeInSandbox();
        assertEquals(true, prepared);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void second(int number, SandboxContext sandbox) {
        Where.mustBeInSandbox();
        assertEquals(count > 0, sandbox.count() > 0 && number > 0);
    }

    @AfterAll
    void end(SandboxContext sandbox) {
        Where.mustBeInSandbox();
    }
}
