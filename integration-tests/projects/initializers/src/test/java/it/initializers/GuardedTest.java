package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;

/** Nothing of it may run here, not even what it throws. */
@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
class GuardedTest extends ThreeEnds {
    static final boolean TRACE = Trace.of("GuardedTest");
}
