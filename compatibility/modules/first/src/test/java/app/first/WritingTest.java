package app.first;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** Writes into the module beside this one. */
class WritingTest {
    private static final Path WRITTEN = Path.of("../other/target/written");

    @Test
    void writes() throws IOException {
        Files.createDirectories(WRITTEN);
        Files.writeString(WRITTEN.resolve("WritingTest"), System.getProperty("run"));
        Files.writeString(
                WRITTEN.resolve("journal"),
                System.getProperty("run") + " WritingTest\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
