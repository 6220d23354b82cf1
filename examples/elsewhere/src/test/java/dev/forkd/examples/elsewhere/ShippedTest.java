package dev.forkd.examples.elsewhere;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.SandboxContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Runs in a sandbox of a snapshot that it names, on a machine that has nothing of this project. Of the project's files
 * it gets its class path and what it asks for, and what it writes below {@code target/made} comes back.
 */
@ForkdSandbox(
        snapshot = "local",
        files = {"testdata", "!testdata/large"},
        outputs = "made/**")
class ShippedTest {

    @Test
    void readsAndWrites(SandboxContext sandbox) throws IOException {
        assertTrue(sandbox.insideSandbox());
        String question = Files.readString(Path.of("testdata", "question.txt")).strip();
        System.out.println("was asked: " + question);
        Path made = Files.createDirectories(Path.of("target", "made"));
        Files.writeString(made.resolve("answer.txt"), "42, and " + question + "\n");
    }
}
