package it.engines;

import dev.forkd.junit.ForkdSandbox;
import net.jqwik.api.Example;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class MethodsJqwikTest {
    private static int count;

    @Example
    void one() {
        Where.mustBeFirst(count++);
    }

    @Example
    void two() {
        Where.mustBeFirst(count++);
    }
}
