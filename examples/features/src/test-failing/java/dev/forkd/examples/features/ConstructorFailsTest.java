package dev.forkd.examples.features;

import org.junit.jupiter.api.Test;

/** Fails on purpose. */
class ConstructorFailsTest {

    ConstructorFailsTest() {
        throw new IllegalStateException("no instance");
    }

    @Test
    void first() {}

    @Test
    void second() {}
}
