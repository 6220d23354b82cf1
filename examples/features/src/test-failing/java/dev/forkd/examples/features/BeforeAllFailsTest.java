package dev.forkd.examples.features;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Fails on purpose. */
class BeforeAllFailsTest {

    @BeforeAll
    static void fail() {
        System.out.println("about to fail");
        throw new IllegalStateException("no set-up");
    }

    @Test
    void never() {}

    @Nested
    class Inner {

        @Test
        void neither() {}
    }
}
