package it.initializers;

import org.junit.jupiter.api.Test;

interface Beside {
    boolean TRACE_BESIDE = Trace.of("Beside");

    @Test
    default void fromInterface() {}
}
