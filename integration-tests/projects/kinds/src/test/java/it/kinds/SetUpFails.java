package it.kinds;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The class fails, and none of its tests runs. */
abstract class SetUpFails {
    @BeforeAll
    static void prepare() {
        throw new IllegalStateException("no set-up");
    }

    @Test
    void first() {}

    @Test
    void second() {}

    @Test
    void third() {}
}
