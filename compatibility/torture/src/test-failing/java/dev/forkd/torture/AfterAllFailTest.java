package dev.forkd.torture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Fails on purpose. */
class AfterAllFailTest {

    @AfterAll static void fails() { System.out.println("after all"); throw new AssertionError("after all"); }

    @Test
    void one() {
        System.out.println("one");
    }

    @Test
    void two() {}

    @Nested
    class Inner {
        @Test
        void three() {}
    }
}
