package dev.forkd.examples.freeze;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.ForkdSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fails, and deletes what would explain why. It is frozen before that: see junit-platform.properties. */
@ForkdSandbox
class FrozenTest {

    private static final Path REPORT = Path.of("target", "report.txt");

    @AfterEach
    void tearDown() throws IOException {
        Files.deleteIfExists(REPORT);
    }

    @Test
    void writesAReport() throws IOException {
        Files.writeString(REPORT, "total: 41\n");
        assertEquals("total: 42\n", Files.readString(REPORT));
    }
}
