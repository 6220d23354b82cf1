package dev.forkd.examples.split;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.SandboxContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Its methods have nothing to do with each other, so several sandboxes run them at once. */
@ForkdSandbox(split = ForkdSandbox.Split.METHODS)
class LongTest {

    private static void takesLong(String what) throws InterruptedException {
        Thread.sleep(500);
        System.out.println(what + " in sandbox " + SandboxContext.current().shard());
        assertTrue(SandboxContext.current().insideSandbox());
    }

    @Test
    void one() throws InterruptedException {
        takesLong("one");
    }

    @Test
    void two() throws InterruptedException {
        takesLong("two");
    }

    @RepeatedTest(2)
    void three() throws InterruptedException {
        takesLong("three");
    }

    @ParameterizedTest
    @ValueSource(strings = {"four", "five"})
    void four(String what) throws InterruptedException {
        takesLong(what);
    }

    @Test
    void six() throws InterruptedException {
        takesLong("six");
    }

    @Test
    void seven() throws InterruptedException {
        takesLong("seven");
    }
}
