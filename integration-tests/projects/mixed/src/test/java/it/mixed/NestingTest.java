package it.mixed;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ForkdSandbox
class NestingTest {
    @Test
    void outer() {
        Whereabouts.tell("NestingTest.outer");
    }

    @Nested
    class Inner {
        @Test
        void inner() {
            Whereabouts.tell("NestingTest.inner");
        }
    }
}
