package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void lowersAndJoins() {
        assertEquals("hello-world", Slug.of("Hello World"));
    }

    @Test
    void refusesBlank() {
        assertThrows(IllegalArgumentException.class, () -> Slug.of(" "));
    }

    @Test
    void cannotBeSeenByItsOrder() {
        assertEquals("a", Slug.of("A"));
    }
}
