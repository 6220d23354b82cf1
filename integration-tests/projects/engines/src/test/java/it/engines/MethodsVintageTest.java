package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.junit.Test;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
public class MethodsVintageTest {
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
