package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import junit.framework.TestCase;

@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
public class GuardedJUnit3Test extends TestCase {
    static final boolean TRACE = Trace.of("GuardedJUnit3Test");

    public void testNever() {}
}
