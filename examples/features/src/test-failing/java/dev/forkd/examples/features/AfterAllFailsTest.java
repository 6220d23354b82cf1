package dev.forkd.examples.features;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Fails on purpose: its test passes, its class does not. */
class AfterAllFailsTest {

    @Test
    void passes() {}

    @AfterAll
    static void fail() {
        throw new IllegalStateException("no tear-down");
    }
}
