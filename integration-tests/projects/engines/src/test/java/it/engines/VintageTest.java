package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.junit.Ignore;
import org.junit.Test;

@ForkdSandbox
public class VintageTest {
    @Test
    public void passes() {
        Where.mustBeInSandbox();
    }

    @Test
    public void fails() {
        throw new IllegalStateException("as it should");
    }

    @Test
    @Ignore("not now")
    public void ignored() {}
}
