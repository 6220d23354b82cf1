package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runners.MethodSorters;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class OrderedVintageTest {
    @Test
    public void never() {
        Where.leaveTrace(getClass());
    }
}
