package it.initializers;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/** Tests that end in different ways. */
abstract class ThreeEnds {
    static final boolean TRACE_ABOVE = Trace.of("ThreeEnds");

    @Test
    void passes() {}

    @Test
    void fails() {
        fail("as it should");
    }

    @Test
    void throwsItsOwn() throws OwnException {
        throw new OwnException("as it should");
    }
}
