package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import org.junit.Test;

@ForkdSandbox
public class VintageTest {
    static final boolean TRACE = Trace.of("VintageTest");

    @Test
    public void passes() {}
}
