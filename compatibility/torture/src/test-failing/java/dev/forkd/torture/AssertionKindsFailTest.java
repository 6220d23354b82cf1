package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.ComparisonFailure;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.FileInfo;
import org.opentest4j.IncompleteExecutionException;
import org.opentest4j.MultipleFailuresError;

/** Fails on purpose. */
class AssertionKindsFailTest {

    record Thing(String name, int number) {}

    static class OwnFailure extends AssertionFailedError {
        private static final long serialVersionUID = 1L;

        OwnFailure(int number) {
            super("own " + number, number, number + 1);
        }
    }

    @Test
    void objects() {
        assertEquals(new Thing("a", 1), new Thing("a", 2));
    }

    @Test
    void nulls() {
        assertEquals(null, "x");
    }

    @Test
    void withSupplier() {
        assertEquals(1, 2, () -> "supplied <message>");
    }

    @Test
    void arrays() {
        assertArrayEquals(new int[][] {{1, 2}, {3}}, new int[][] {{1, 2}, {4}});
    }

    @Test
    void iterables() {
        assertIterableEquals(List.of(1, List.of(2)), List.of(1, List.of(3)));
    }

    @Test
    void lines() {
        assertLinesMatch(List.of("a", ">> 2 >>", "z"), List.of("a", "b", "z"));
    }

    @Test
    void wrongException() {
        assertThrows(IOException.class, () -> {
            throw new IllegalStateException("another one");
        });
    }

    @Test
    void noException() {
        assertThrows(IOException.class, () -> {}, "nothing was thrown");
    }

    @Test
    void type() {
        assertInstanceOf(Integer.class, "text");
    }

    @Test
    void same() {
        assertSame("text", "another", "not the same");
    }

    @Test
    void nothing() {
        assertNotNull(null);
    }

    @Test
    void failWithCause() {
        fail("failed", new IOException("the cause"));
    }

    @Test
    void failWithoutAnything() {
        fail();
    }

    @Test
    void tooLate() {
        try {
            assertTimeout(Duration.ofMillis(1), () -> Thread.sleep(20));
        } catch (AssertionFailedError e) {
            // How late differs from run to run.
            throw new AssertionFailedError(e.getMessage().replaceAll("[0-9]+", "n"));
        }
    }

    @Test
    void onlyExpected() {
        throw new AssertionFailedError("message", "expected", null);
    }

    @Test
    void files() {
        throw new AssertionFailedError(
                "file", new FileInfo("/a", new byte[] {1}), new FileInfo("/b", new byte[] {2}));
    }

    @Test
    void ownSubclass() {
        throw new OwnFailure(5);
    }

    @Test
    void comparisonFailure() {
        org.junit.Assert.assertEquals("message", "some expected text", "some actual text");
    }

    @Test
    void comparisonFailureByHand() {
        throw new ComparisonFailure("by hand", "abc", "abd");
    }

    @Test
    void comparisonFailureOfJunit3() {
        junit.framework.TestCase.assertEquals("message", "some expected text", "some actual text");
    }

    @Test
    void assertionFailedOfJunit3() {
        throw new junit.framework.AssertionFailedError("of JUnit 3");
    }

    @Test
    void several() {
        assertAll(
                "outer",
                () -> assertEquals("x", "y", "first"),
                () -> assertAll(
                        "inner",
                        () -> assertEquals(1, 2),
                        () -> {
                            throw new IOException("not an assertion");
                        }),
                () -> fail("last"));
    }

    @Test
    void severalByHand() {
        throw new MultipleFailuresError(
                "heading", List.of(new ExceptionKindsFailTest.WithFields(1, ""), new AssertionError("b")));
    }

    @Test
    void severalOfNone() {
        throw new MultipleFailuresError(null, List.of());
    }

    @Test
    void severalOfVintage() throws Exception {
        throw new org.junit.runners.model.MultipleFailureException(
                List.of(new IllegalStateException("a"), new AssertionError("b")));
    }

    @Test
    void incomplete() {
        throw new IncompleteExecutionException("incomplete");
    }

    @Test
    void longTexts() {
        assertEquals("x".repeat(20_000) + "a", "x".repeat(20_000) + "b");
    }

    @Test
    void oddTexts() {
        assertEquals("\u0000\ud800<>&\"]]>\n", "\ufffe\udc00");
    }

    @Test
    void withCause() {
        throw new AssertionFailedError("message", 1, 2, new IOException("cause"));
    }
}
