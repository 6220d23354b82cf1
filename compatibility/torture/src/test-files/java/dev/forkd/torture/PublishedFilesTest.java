package dev.forkd.torture;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Attachments, which came with JUnit 5.12. */
class PublishedFilesTest {

    static final List<String> NAMES = List.of("a", "b");

    @BeforeAll
    static void beforeAll(TestReporter reporter) {
        reporter.publishFile("class.txt", MediaType.TEXT_PLAIN_UTF_8, path -> Files.writeString(path, "of the class"));
    }

    @Test
    void file(TestReporter reporter) {
        reporter.publishFile("f.txt", MediaType.TEXT_PLAIN_UTF_8, path -> Files.writeString(path, "content \u00e4"));
    }

    @Test
    void binary(TestReporter reporter) {
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        reporter.publishFile("b.bin", MediaType.APPLICATION_OCTET_STREAM, path -> Files.write(path, bytes));
    }

    @Test
    void empty(TestReporter reporter) {
        reporter.publishFile("empty.json", MediaType.APPLICATION_JSON, path -> Files.write(path, new byte[0]));
    }

    @Test
    void twice(TestReporter reporter) {
        reporter.publishFile("one.txt", MediaType.TEXT_PLAIN, path -> Files.writeString(path, "1"));
        reporter.publishFile("two words \u00fc.txt", MediaType.TEXT_PLAIN, path -> Files.writeString(path, "2"));
    }

    @Test
    void directory(TestReporter reporter) {
        reporter.publishDirectory("dir", path -> {
            Files.createDirectories(path.resolve("deep/er"));
            Files.writeString(path.resolve("deep/er/f.txt"), "deep");
            Files.writeString(path.resolve("top.txt"), "top");
        });
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void ofInvocations(String name, TestReporter reporter) {
        reporter.publishFile(name + ".txt", MediaType.TEXT_PLAIN, path -> Files.writeString(path, name));
    }

    @TestFactory
    List<DynamicTest> ofDynamicTests(TestReporter reporter) {
        return List.of(DynamicTest.dynamicTest("publishes", () -> reporter.publishFile(
                "dynamic.txt", MediaType.TEXT_PLAIN, path -> Files.writeString(path, "dynamic"))));
    }
}
