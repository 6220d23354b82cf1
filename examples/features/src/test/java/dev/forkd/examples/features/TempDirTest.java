package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempDirTest {

    private static Path last;

    @TempDir
    Path directory;

    @Test
    void isEmptyAndWritable() throws IOException {
        last = directory;
        try (Stream<Path> content = Files.list(directory)) {
            assertEquals(0, content.count());
        }
        Files.writeString(directory.resolve("file.txt"), "text");
        assertEquals("text", Files.readString(directory.resolve("file.txt")));
    }

    @Test
    void asParameter(@TempDir Path other) {
        last = other;
        assertTrue(Files.isDirectory(other));
    }

    @AfterAll
    static void isGone() {
        assertFalse(Files.exists(last), "the directory is deleted after the test");
    }
}
