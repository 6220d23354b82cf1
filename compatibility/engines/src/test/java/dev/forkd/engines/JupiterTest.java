package dev.forkd.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("jupiter")
class JupiterTest {

    @Test
    void empty() {
        System.out.println("Jupiter");
        assertEquals(0, new Basket().size());
    }

    @Nested
    class Filled {
        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void one(String item) {
            assertEquals(1, new Basket().add(item).size());
        }
    }
}
