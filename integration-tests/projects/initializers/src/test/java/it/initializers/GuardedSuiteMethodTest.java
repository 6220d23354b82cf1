package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import junit.framework.JUnit4TestAdapter;
import junit.framework.TestSuite;

/** JUnit 3 asks the class itself for its tests. */
@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
public class GuardedSuiteMethodTest {
    static final boolean TRACE = Trace.of("GuardedSuiteMethodTest");

    public static junit.framework.Test suite() {
        TestSuite suite = new TestSuite();
        suite.addTest(new JUnit4TestAdapter(VintageTest.class));
        return suite;
    }
}
