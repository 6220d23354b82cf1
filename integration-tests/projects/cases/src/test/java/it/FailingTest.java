package it;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import java.util.stream.Stream;

/** Its tests fail, each in its way, and quickly. */
class FailingTest {

    @AfterAll
    static void isOver() {
        System.out.println("after all");
    }

    @Test
    void one() {
        fail("one");
    }

    @Test
    void two() {
        fail("two");
    }

    @Test
    void three() {
        fail("three");
    }

    @Test
    @Disabled("at all times")
    void four() {
        fail("four");
    }

    @RepeatedTest(3)
    void several() {
        fail("several");
    }

    @TestFactory
    Stream<DynamicTest> made() {
        return Stream.of("a", "b").map(name -> DynamicTest.dynamicTest(name, () -> fail(name)));
    }

    /** Not begun either. */
    @Nested
    class Inside {

        @Test
        void five() {
            fail("five");
        }
    }
}
