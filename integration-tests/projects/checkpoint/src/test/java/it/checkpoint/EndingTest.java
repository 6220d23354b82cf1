package it.checkpoint;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Its set-up ends the JVM. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class EndingTest {

    @BeforeAll
    static void end() {
        Runtime.getRuntime().halt(9);
    }

    @Test
    void one() {}

    @Test
    void two() {}
}
