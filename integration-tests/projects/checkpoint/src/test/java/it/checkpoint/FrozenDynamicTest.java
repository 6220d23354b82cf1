package it.checkpoint;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.forkd.junit.ForkdSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The second test of a factory fails. */
@ForkdSandbox
class FrozenDynamicTest {

    private static final Path STATE = Path.of("target", "frozen-dynamic");

    @TestFactory
    Stream<DynamicTest> made() {
        return Stream.of("one", "two", "three").map(name -> dynamicTest(name, () -> use(name)));
    }

    private static void use(String name) throws IOException {
        Files.writeString(STATE, name);
        if (name.equals("two")) {
            fail("in the middle");
        }
    }

    @AfterEach
    void tearDown() throws IOException {
        Files.deleteIfExists(STATE);
    }
}
