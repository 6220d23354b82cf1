package it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each name fails the first time it is tried. */
class FlakyTest {
    @Test
    void flaky() throws IOException {
        assertTrue(triedBefore("flaky"), "the first try fails");
    }

    @Test
    void steady() {}

    @Test
    void hopeless() {
        assertTrue(false, "never works");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void parameterized(int number) throws IOException {
        assertTrue(number != 2 || triedBefore("parameterized"), "the first try fails");
    }

    private static boolean triedBefore(String name) throws IOException {
        try {
            Files.createFile(Executions.directory().resolve("tried-" + name));
            return false;
        } catch (FileAlreadyExistsException e) {
            return true;
        }
    }
}
