package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails on purpose, at first; try {@code -Dsurefire.rerunFailingTestsCount=2}. The run's directory remembers. */
class FlakyFailTest {

    private static void failFirst(String name) throws IOException {
        Path directory = Path.of(System.getProperty("torture.flaky", "target/flaky"));
        Files.createDirectories(directory);
        Path seen = directory.resolve(name);
        System.out.println(name);
        if (Files.notExists(seen)) {
            Files.createFile(seen);
            throw new IllegalStateException("first attempt of " + name);
        }
    }

    @Test
    void plain() throws IOException {
        failFirst("plain");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void invocations(int number) throws IOException {
        if (number == 2) {
            failFirst("invocation");
        }
    }

    @TestFactory
    List<DynamicTest> dynamic() {
        return List.of(
                DynamicTest.dynamicTest("steady", () -> {}),
                DynamicTest.dynamicTest("flaky", () -> failFirst("dynamic")));
    }

    @Test
    void always() {
        assertTrue(false, "always");
    }
}
