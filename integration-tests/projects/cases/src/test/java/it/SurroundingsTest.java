package it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Writes down what a test in a sandbox can see of the environment and the system properties. */
class SurroundingsTest {
    @Test
    void surroundings() throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(System.getenv()).forEach((k, v) -> text.append("env ").append(k).append('=').append(v).append('\n'));
        for (Map.Entry<Object, Object> entry : System.getProperties().entrySet()) {
            text.append("property ").append(entry.getKey()).append('=').append(entry.getValue()).append('\n');
        }
        if (Files.isDirectory(Executions.directory())) {
            Files.writeString(Executions.directory().resolve("surroundings"), text);
        }
        // What comes back from another machine too.
        Files.createDirectories(Path.of("target/screenshots"));
        Files.writeString(Path.of("target/screenshots/surroundings.txt"), text);
    }
}
