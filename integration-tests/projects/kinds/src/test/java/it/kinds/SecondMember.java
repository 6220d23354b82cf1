package it.kinds;

import org.junit.jupiter.api.Test;

/** Belongs to a suite. */
class SecondMember {
    @Test
    void fails() {
        throw new IllegalStateException("as it should");
    }
}
