package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void needs_no_application() {
        assertEquals(1, new Counter().count());
    }
}
