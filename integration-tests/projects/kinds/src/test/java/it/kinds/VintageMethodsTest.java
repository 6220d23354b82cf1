package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import org.junit.Ignore;
import org.junit.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
public class VintageMethodsTest {
    @Test
    public void passes() {
        Where.mustBeInSandbox();
    }

    @Test
    public void fails() {
        throw new IllegalStateException("as it should");
    }

    @Ignore("not now")
    @Test
    public void never() {}
}
