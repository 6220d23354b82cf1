package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.testng.annotations.Test;

@ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
public class MicroVmNgTest {
    @Test
    public void never() {
        Where.leaveTrace(getClass());
    }
}
