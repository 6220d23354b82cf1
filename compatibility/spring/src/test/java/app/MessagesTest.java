package app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads sources by path, as tests of translations do. */
class MessagesTest {

    static List<Path> languages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("messages"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void is_complete(Path file) throws IOException {
        Properties messages = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            messages.load(in);
        }
        assertThat(messages.stringPropertyNames()).containsExactlyInAnyOrder("greeting", "farewell");
    }
}
