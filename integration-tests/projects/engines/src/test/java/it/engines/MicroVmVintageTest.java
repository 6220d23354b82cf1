package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.junit.Test;

@ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
public class MicroVmVintageTest {
    @Test
    public void never() {
        Where.leaveTrace(getClass());
    }
}
