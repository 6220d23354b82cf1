package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.testng.annotations.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
public class OrderedNgTest {
    @Test
    public void never() {
        Where.leaveTrace(getClass());
    }

    @Test(dependsOnMethods = "never")
    public void norThis() {}
}
