package it.kinds;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class SetUpSkipsTest {
    @BeforeAll
    static void prepare() {
        assumeTrue(false, "not here");
    }

    @Test
    void first() {}

    @Test
    void second() {}
}
