package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What discovery itself asks for its opinion. */
@ForkdSandbox
@TestMethodOrder(OrderedTest.Own.class)
class OrderedTest {
    static final boolean TRACE = Trace.of("OrderedTest");

    @Test
    void one() {}

    @Test
    void two() {}

    static final class Own implements MethodOrderer {
        static final boolean TRACE = Trace.of("OrderedTest.Own");

        @Override
        public void orderMethods(MethodOrdererContext context) {}
    }
}
