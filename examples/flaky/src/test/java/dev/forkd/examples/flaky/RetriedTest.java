package dev.forkd.examples.flaky;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Passes the second time, in another fresh sandbox. The file stands for a service that answers late. */
@ForkdSandbox(retries = 2)
class RetriedTest {

    private static final Path TRIED = Path.of("/var/tmp", "forkd-example-" + System.getProperty("user.name"));

    @Test
    void passesTheSecondTime() throws Exception {
        boolean answers = Files.deleteIfExists(TRIED);
        if (!answers) {
            Files.createFile(TRIED);
        }
        assertTrue(answers, "the service does not answer yet");
    }
}
