package dev.forkd.failsafe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Fails on purpose: the build must get to post-integration-test all the same, and fail in verify. */
class FailingIT {

    @Test
    void fails() {
        assertEquals("good night", Greeting.text());
    }

    @Test
    void breaks() {
        throw new IllegalStateException("broken");
    }

    /** Passes when it is run again. */
    @Test
    void flaky() throws IOException {
        Path seen = Files.createDirectories(Path.of(System.getProperty("failsafe.flaky"))).resolve("flaky");
        if (Files.notExists(seen)) {
            Files.createFile(seen);
            throw new IllegalStateException("first attempt");
        }
    }
}
