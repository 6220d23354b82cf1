package dev.forkd.torture;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DynamicSourcesTest {

    @BeforeEach
    void before() {
        System.out.println("before the factory");
    }

    @AfterEach
    void after() {
        System.out.println("after the factory");
    }

    @TestFactory
    Stream<DynamicNode> uris() {
        return Stream.of(
                dynamicTest("class path", URI.create("classpath:/data/lines.txt?line=2&column=3"), () -> {}),
                dynamicTest("http", URI.create("https://example.org/a?b=c#d"), () -> {}),
                dynamicTest("class", URI.create("class:dev.forkd.torture.Price?line=4"), () -> {}),
                dynamicTest("method", URI.create("method:dev.forkd.torture.Price#label()"), () -> {}),
                dynamicTest("file", Path.of("src/test/resources/data/lines.txt").toUri(), () -> {}),
                dynamicTest("directory", Path.of("src/test/resources").toUri(), () -> {}),
                dynamicContainer("container", URI.create("classpath:/data/words.csv"), Stream.of(
                        dynamicTest("inherits", () -> System.out.println("inside")))));
    }

    @TestFactory
    Stream<DynamicNode> deep() {
        return Stream.of(level(5));
    }

    private static DynamicNode level(int depth) {
        return depth == 0
                ? dynamicTest("bottom", () -> System.out.println("bottom"))
                : dynamicContainer("level " + depth, List.of(level(depth - 1)));
    }

    @TestFactory
    Stream<DynamicNode> manyWithTheSameName() {
        return IntStream.range(0, 300).mapToObj(i -> dynamicTest("same", () -> {}));
    }

    @TestFactory
    Iterator<DynamicTest> printing() {
        return IntStream.range(0, 3)
                .mapToObj(i -> dynamicTest("prints " + i, () -> System.out.println("dynamic " + i)))
                .iterator();
    }

    @TestFactory
    Stream<DynamicTest> fromInputs() {
        return DynamicTest.stream(Stream.of("a", "bb"), s -> "length of " + s, s -> System.out.println(s.length()));
    }

    @TestFactory
    DynamicNode[] array() {
        return new DynamicNode[] {dynamicTest("\u00e4\n\ud83d\ude00", () -> {}), dynamicContainer("empty", Stream.of())};
    }
}
