package dev.forkd.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What people read, as it was last looked at by somebody; {@code -Ddocs.write=true} writes it anew. */
public final class Golden {

    private static final Path FILES = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    /**
     * Compares a text with the file that holds it.
     *
     * @param name the file's name
     * @param text what people would read now
     * @throws IOException when the file cannot be read or written
     */
    public static void check(String name, String text) throws IOException {
        Path file = FILES.resolve(name);
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(FILES);
            Files.writeString(file, text, UTF_8);
        }
        assertThat(text)
                .as("what people read in " + name + "; to write it anew: -Ddocs.write=true")
                .isEqualTo(Files.readString(file, UTF_8));
    }
}
