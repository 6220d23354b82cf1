package dev.forkd.torture;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Fails on purpose. */
class ConstructorFailTest {

    ConstructorFailTest() { System.out.println("constructor"); throw new IllegalStateException("constructor"); }

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
