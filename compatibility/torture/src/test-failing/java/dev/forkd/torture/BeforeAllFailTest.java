package dev.forkd.torture;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Fails on purpose. */
class BeforeAllFailTest {

    @BeforeAll static void fails() { System.err.println("before all on err"); throw new IllegalStateException("before all"); }

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
