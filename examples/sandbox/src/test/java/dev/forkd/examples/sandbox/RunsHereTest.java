package dev.forkd.examples.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.SandboxContext;
import org.junit.jupiter.api.Test;

/** A class without any annotation stays where it is, and can ask where that is. */
class RunsHereTest {

    @Test
    void isOneOfOne() {
        assertEquals("1/1", SandboxContext.current().shard());
    }
}
