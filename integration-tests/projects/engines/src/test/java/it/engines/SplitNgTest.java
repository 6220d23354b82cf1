package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.testng.annotations.Test;

@ForkdSandbox(split = ForkdSandbox.Split.METHODS)
public class SplitNgTest {
    @Test
    public void never() {
        Where.leaveTrace(getClass());
    }
}
