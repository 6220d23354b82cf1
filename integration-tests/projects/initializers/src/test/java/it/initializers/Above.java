package it.initializers;

import org.junit.jupiter.api.Test;

abstract class Above implements Beside {
    static final boolean TRACE = Trace.of("Above");

    @Test
    void inherited() {}
}
