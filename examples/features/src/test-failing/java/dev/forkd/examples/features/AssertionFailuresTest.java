package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails on purpose. */
class AssertionFailuresTest {

    @AfterEach
    void printed() {
        System.out.println("printed after a failure");
    }

    @Test
    void passesInBetween() {}

    @Test
    void expectedAndActual() {
        assertEquals("hello_world", Slug.of("Hello World"), "the message");
    }

    @Test
    void withSpecialCharacters() {
        assertEquals("<a href=\"x\">&amp;\u0000\u001b]]>", "ünïcödé \ud83d\ude00\nsecond line");
    }

    @Test
    void withoutMessage() {
        throw new AssertionError();
    }

    @Test
    void several() {
        assertAll(
                "heading",
                () -> assertEquals(1, 2),
                () -> assertTrue(true),
                () -> assertTrue(Slug.of("A").isEmpty(), "never empty"),
                () -> {
                    throw new IllegalStateException("not an assertion");
                });
    }

    @Test
    void lines() {
        assertLinesMatch(List.of("a", "b"), List.of("a", "c"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void someInvocations(int number) {
        assertTrue(number != 2, () -> number + " is not wanted");
    }

    @RepeatedTest(3)
    void someRepetitions(RepetitionInfo info) {
        assertEquals(2, info.getCurrentRepetition());
    }

    @TestFactory
    List<DynamicNode> someLeaves() {
        return List.of(
                dynamicTest("good", () -> {}),
                dynamicContainer("branch", List.of(dynamicTest("bad", () -> assertEquals("x", "y")))));
    }

    @TestFactory
    List<DynamicNode> noLeaves() {
        throw new IllegalStateException("the factory itself fails");
    }

    @Nested
    class Inner {

        @Test
        void failsToo() {
            assertEquals(List.of(1), List.of(2));
        }
    }
}
