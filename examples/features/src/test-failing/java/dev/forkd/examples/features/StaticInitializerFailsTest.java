package dev.forkd.examples.features;

import org.junit.jupiter.api.Test;

/** Fails on purpose: the second test gets another exception than the first. */
class StaticInitializerFailsTest {

    static final int VALUE = Integer.parseInt("not a number");

    @Test
    void first() {}

    @Test
    void second() {}
}
