package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.fixtures.Sandbox;
import dev.forkd.junit.fixtures.SandboxFixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Run by name only: keeps a sandbox and a branch of it until it is let go, for at most two minutes. */
@SandboxFixtures
class KeepsSandbox {
    @Test
    void keeps(Sandbox sandbox) throws Exception {
        Path directory = Path.of(System.getProperty("it.dir"));
        sandbox.branch(1).get(0).start("sleep", "600");
        Files.writeString(directory.resolve("keeps"), "");
        for (int i = 0; i < 1200 && !Files.exists(directory.resolve("go")); i++) {
            Thread.sleep(100);
        }
        assertEquals(0, sandbox.run("true").exitCode());
    }
}
