package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Says itself what travels. Runs only where it is named. */
@ForkdSandbox(
        files = {"testdata", "!testdata/left-out"},
        outputs = "kept/**",
        prewarm = Choice.YES)
class ShipsSomeFiles {

    @Test
    void findsWhatItAsksFor() throws IOException {
        assertEquals("wanted", Files.readString(Path.of("testdata/wanted.txt")).strip());
        for (String directory : new String[] {"kept", "lost"}) {
            Path made = Files.createDirectories(Path.of("target", directory)).resolve("made.txt");
            Files.writeString(made, "made in a sandbox");
        }
    }
}
