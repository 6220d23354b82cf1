package dev.forkd.examples.attributes;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.forkd.junit.ForkdSandbox;
import org.junit.jupiter.api.Test;

/** Has a fresh sandbox with a fresh JVM, which nobody has used before. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.CLASS)
class AloneTest {

    @Test
    void findsNothingOfTheOthers() {
        System.out.println("found a mark: " + System.getProperty("marked", "none"));
        assertNull(System.getProperty("marked"));
    }
}
