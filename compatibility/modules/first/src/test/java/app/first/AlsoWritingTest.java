package app.first;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** Writes into the module beside this one. */
class AlsoWritingTest {
    private static final Path WRITTEN = Path.of("../other/target/written");

    @Test
    void writes() throws IOException {
        Files.createDirectories(WRITTEN);
        Files.writeString(WRITTEN.resolve("AlsoWritingTest"), System.getProperty("run"));
        Files.writeString(
                WRITTEN.resolve("journal"),
                System.getProperty("run") + " AlsoWritingTest\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
