package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

@ForkdSandbox(requires = Requirement.MICROVM)
@RunWith(Parameterized.class)
public class GuardedParameterizedTest {
    static final boolean TRACE = Trace.of("GuardedParameterizedTest");

    @Parameterized.Parameter
    public String text;

    @Parameterized.Parameters
    public static Object[] texts() {
        return new Object[] {"a"};
    }

    @Test
    public void never() {
        Trace.of("GuardedParameterizedTest.never");
    }
}
