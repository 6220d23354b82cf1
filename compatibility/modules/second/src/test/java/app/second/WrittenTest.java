package app.second;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds what the tests of an earlier module wrote in this run. */
class WrittenTest {
    private static final Path WRITTEN = Path.of("../other/target/written");

    @ParameterizedTest
    @ValueSource(strings = {"WritingTest", "AlsoWritingTest"})
    void isThere(String name) throws IOException {
        assertEquals(System.getProperty("run"), Files.readString(WRITTEN.resolve(name)));
    }

    @Test
    void bothAddedToTheJournal() throws IOException {
        String run = System.getProperty("run") + " ";
        List<String> names = Files.readAllLines(WRITTEN.resolve("journal")).stream()
                .filter(line -> line.startsWith(run))
                .map(line -> line.substring(run.length()))
                .distinct()
                .sorted()
                .toList();
        assertEquals(List.of("AlsoWritingTest", "WritingTest"), names);
    }
}
