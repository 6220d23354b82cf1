package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DynamicTreeTest {

    @TestFactory
    Stream<DynamicTest> flat() {
        return IntStream.rangeClosed(1, 4).mapToObj(i -> dynamicTest("number " + i, () -> assertTrue(i > 0)));
    }

    @TestFactory
    List<DynamicNode> tree() {
        return List.of(
                dynamicTest("leaf at the top", () -> assertEquals("a", Slug.of("a"))),
                dynamicContainer(
                        "branch",
                        List.of(
                                dynamicTest("leaf", () -> assertEquals("b", Slug.of("B"))),
                                dynamicContainer(
                                        "twig",
                                        List.of(
                                                dynamicTest("leaf", () -> assertEquals("c", Slug.of("C"))),
                                                dynamicTest("leaf", () -> assertEquals("d", Slug.of("D"))))))),
                dynamicContainer("empty branch", List.of()));
    }

    @TestFactory
    DynamicNode single() {
        return dynamicTest("only one", () -> assertEquals("e", Slug.of("E")));
    }
}
