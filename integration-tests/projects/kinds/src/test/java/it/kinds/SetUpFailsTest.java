package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The class fails, and none of its tests runs. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class SetUpFailsTest {
    @BeforeAll
    static void prepare() {
        throw new IllegalStateException("no set-up");
    }

    @Test
    void first() {}

    @Test
    void second() {}

    @AfterAll
    static void end() {}
}
