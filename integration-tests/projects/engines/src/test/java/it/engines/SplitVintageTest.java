package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.junit.Test;

@ForkdSandbox(split = ForkdSandbox.Split.METHODS)
public class SplitVintageTest {
    @Test
    public void never() {
        Where.leaveTrace(getClass());
    }
}
