package it.checkpoint;

import static org.junit.jupiter.api.Assertions.fail;

import dev.forkd.junit.ForkdSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Is not set up, so there is no checkpoint. */
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class FrozenCheckpointTest {

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

    @Test
    void norThis() {}
}
