package it.checkpoint;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fails while it is set up, and would delete what explains it. */
abstract class HalfSetUp {

    private static final Path STATE = Path.of("target", "frozen-set-up");

    @BeforeAll
    static void setUp() throws IOException {
        Files.writeString(STATE, "half set up");
        fail("while setting up");
    }

    @AfterAll
    static void tearDown() throws IOException {
        Files.deleteIfExists(STATE);
    }

    @Test
    void never() {}
}
