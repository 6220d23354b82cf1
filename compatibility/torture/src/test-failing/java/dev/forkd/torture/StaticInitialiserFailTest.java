package dev.forkd.torture;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Fails on purpose. */
class StaticInitialiserFailTest {

    static final int NUMBER = Integer.parseInt("no number");

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
