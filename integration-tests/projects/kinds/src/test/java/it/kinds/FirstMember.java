package it.kinds;

import org.junit.jupiter.api.Test;

/** Belongs to a suite. */
class FirstMember {
    @Test
    void passes() {
        Where.mustBeInSandbox();
    }

    @Test
    void alsoPasses() {
        Where.mustBeInSandbox();
    }
}
