package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import org.junit.jupiter.api.Test;

@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
class GuardedLevelTest {
    static final boolean TRACE = Trace.of("GuardedLevelTest");

    @Test
    @Level(Level.Of.LOW)
    void never() {}
}
