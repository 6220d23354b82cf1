package dev.forkd.examples.attributes;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

/** Leaves something in its JVM, which the classes after it in that sandbox find there. */
@ForkdSandbox
class MarkingTest {

    @Test
    void leavesAMark() {
        assertNull(System.setProperty("marked", "yes"));
        System.out.println("marked its JVM");
    }
}
