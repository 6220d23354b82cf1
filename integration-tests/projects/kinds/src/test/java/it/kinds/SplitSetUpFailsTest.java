package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each part fails, and the class fails once. */
@ForkdSandbox(split = ForkdSandbox.Split.METHODS)
class SplitSetUpFailsTest {
    @BeforeAll
    static void prepare() {
        throw new IllegalStateException("no set-up");
    }

    @Test
    void first() {}

    @Test
    void second() {}

    @Test
    void third() {}
}
