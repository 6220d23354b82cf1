package dev.forkd.torture;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Assumptions.assumingThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

class AssumptionsTest {

    static class Own extends TestAbortedException {
        private static final long serialVersionUID = 1L;

        Own(int a, int b) {
            super("own " + a + b);
        }
    }

    @Test
    void withoutMessage() {
        assumeTrue(false);
    }

    @Test
    void withMessage() {
        assumeTrue(false, "a message <&>");
    }

    @Test
    void withCause() {
        throw new TestAbortedException("with a cause", new IllegalStateException("cause"));
    }

    @Test
    void ownSubclass() {
        throw new Own(1, 2);
    }

    @Test
    void aborted() {
        abort("by hand");
    }

    @Test
    void inPart() {
        assumingThat(false, () -> System.out.println("never"));
        System.out.println("rest");
    }

    @Test
    void ofVintage() {
        org.junit.Assume.assumeTrue("JUnit 4's", true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void someInvocations(int number) {
        assumeTrue(number != 2, () -> "not " + number);
    }

    @TestFactory
    List<DynamicTest> someDynamic() {
        return List.of(dynamicTest("runs", () -> {}), dynamicTest("aborts", () -> assumeTrue(false, "dynamic")));
    }

    @TestFactory
    List<DynamicTest> factory() {
        throw new TestAbortedException("the factory");
    }

    @Nested
    class InBeforeAll {
        @BeforeAll
        static void beforeAll() {
            assumeTrue(false, "before all");
        }

        @Test
        void never() {}
    }

    @Nested
    class InBeforeEach {
        @BeforeEach
        void beforeEach() {
            assumeTrue(false, "before each");
        }

        @Test
        void never() {}
    }

    @Nested
    class InAfterEach {
        @AfterEach
        void afterEach() {
            assumeTrue(false, "after each");
        }

        @Test
        void ran() {}
    }

    @Nested
    class InConstructor {
        InConstructor() {
            assumeTrue(false, "constructor");
        }

        @Test
        void never() {}
    }
}
