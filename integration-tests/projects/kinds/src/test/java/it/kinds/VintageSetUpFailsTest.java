package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import org.junit.BeforeClass;
import org.junit.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
public class VintageSetUpFailsTest {
    @BeforeClass
    public static void prepare() {
        throw new IllegalStateException("no set-up");
    }

    @Test
    public void first() {}

    @Test
    public void second() {}
}
