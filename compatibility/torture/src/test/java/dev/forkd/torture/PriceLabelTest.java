package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PriceLabelTest {

    @Test
    void labels() {
        assertEquals("cheap", new Price(1).label());
        assertEquals("luxury", new Price(1_000_000).label());
    }

    @Test
    void negative() {
        assertThrows(IllegalArgumentException.class, () -> new Price(-1));
        assertThrows(IllegalArgumentException.class, () -> new Price(1).reducedBy(-1));
    }
}
