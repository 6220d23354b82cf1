package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NestedTest {

    final List<String> seen = new ArrayList<>();

    @BeforeEach
    void outermost() {
        seen.add("outer");
    }

    @Test
    void atTheTop() {
        assertEquals(List.of("outer"), seen);
    }

    @Nested
    class Inner {

        @BeforeEach
        void middle() {
            seen.add("inner");
        }

        @Test
        void oneLevelDown() {
            assertEquals(List.of("outer", "inner"), seen);
        }

        @Nested
        class Deep {

            @BeforeEach
            void innermost() {
                seen.add("deep");
            }

            @Test
            void twoLevelsDown() {
                assertEquals(List.of("outer", "inner", "deep"), seen);
            }

            @Test
            void oneLevelDown() {
                assertEquals(3, seen.size(), "same method name as in the class around");
            }
        }
    }

    @Nested
    class Second {

        @Test
        void besideTheFirst() {
            assertEquals(List.of("outer"), seen);
        }
    }
}
