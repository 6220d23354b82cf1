package dev.forkd.torture;

import static org.junit.Assert.fail;

import org.junit.Assume;
import org.junit.AssumptionViolatedException;
import org.junit.Ignore;
import org.junit.Test;

public class VintageIgnoredTest {

    @Test
    @Ignore
    public void ignored() {
        fail();
    }

    @Test
    @Ignore("with <reason>")
    public void withReason() {
        fail();
    }

    @Test
    public void assumption() {
        Assume.assumeTrue("the assumption", false);
    }

    @Test
    public void assumptionWithoutMessage() {
        Assume.assumeTrue(false);
    }

    @Test
    public void violated() {
        throw new AssumptionViolatedException("by hand", new IllegalStateException("cause"));
    }

    @Test
    public void assumeNoException() {
        Assume.assumeNoException("no exception", new IllegalStateException("there is one"));
    }

    @Test
    public void runs() {}
}
