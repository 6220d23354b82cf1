package it.kinds;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is inherited, its own, and what is nested in it. */
class BelowTest extends Above {
    @Test
    void own() {
        Where.mustBeInSandbox();
    }

    @Nested
    class Inner {
        @Test
        void inner() {
            Where.mustBeInSandbox();
        }
    }
}
