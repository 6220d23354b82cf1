package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.testng.annotations.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
public class MethodsNgTest {
    private static int count;

    @Test
    public void one() {
        Where.mustBeFirst(count++);
    }

    @Test
    public void two() {
        Where.mustBeFirst(count++);
    }
}
