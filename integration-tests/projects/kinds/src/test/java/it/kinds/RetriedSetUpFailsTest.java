package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A nested class is not set up, and a further attempt does not help. */
@ForkdSandbox(retries = 1)
class RetriedSetUpFailsTest {
    @Test
    void passes() {
        Where.mustBeInSandbox();
    }

    @Nested
    class Inner {
        @BeforeAll
        static void prepare() {
            throw new IllegalStateException("no set-up");
        }

        @Test
        void never() {}
    }
}
