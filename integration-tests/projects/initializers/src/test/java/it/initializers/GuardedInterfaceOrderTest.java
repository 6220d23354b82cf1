package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import org.junit.jupiter.api.Test;

@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
class GuardedInterfaceOrderTest implements InOwnOrder {
    static final boolean TRACE = Trace.of("GuardedInterfaceOrderTest");

    @Test
    void never() {}
}
