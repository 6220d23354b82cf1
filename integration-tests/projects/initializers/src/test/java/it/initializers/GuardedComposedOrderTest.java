package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import org.junit.jupiter.api.Test;

@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
@OwnOrder
class GuardedComposedOrderTest {
    static final boolean TRACE = Trace.of("GuardedComposedOrderTest");

    @Test
    void never() {}
}
