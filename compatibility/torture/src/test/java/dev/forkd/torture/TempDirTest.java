package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class TempDirTest {

    @TempDir
    static Path shared;

    @TempDir
    Path own;

    private static Path seen;

    @Test
    void field() throws IOException {
        Files.writeString(own.resolve("f"), "x");
        assertEquals(1, own.toFile().list().length);
        seen = own;
    }

    @Test
    void parameter(@TempDir File file) {
        assertTrue(file.isDirectory());
        assertNotEquals(own, file.toPath());
    }

    @Test
    void cleanedUp(@TempDir(cleanup = CleanupMode.ALWAYS) Path path) {
        assertTrue(Files.isWritable(path));
    }

    @AfterAll
    static void gone() {
        assertTrue(Files.isDirectory(shared));
        assertTrue(Files.notExists(seen));
    }
}
