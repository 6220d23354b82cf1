package it;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whichever of its tests runs: the JVM ends. */
class PoisonTest {
    @BeforeEach
    void halt() {
        Runtime.getRuntime().halt(4);
    }

    @Test
    void one() {}

    @Test
    void two() {}

    @Test
    void three() {}
}
