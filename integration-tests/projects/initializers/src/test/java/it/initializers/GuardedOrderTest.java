package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
@TestMethodOrder(OrderedTest.Own.class)
class GuardedOrderTest {
    static final boolean TRACE = Trace.of("GuardedOrderTest");

    @Test
    void never() {}
}
