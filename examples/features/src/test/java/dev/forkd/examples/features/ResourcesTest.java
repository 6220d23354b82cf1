package dev.forkd.examples.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The three ways in which tests read their files; all have to work wherever the test runs. */
class ResourcesTest {

    private static final List<String> WORDS = List.of("alpha", "beta", "gamma");

    @Test
    void throughTheClassLoader() throws IOException {
        try (BufferedReader words = new BufferedReader(new InputStreamReader(
                getClass().getResourceAsStream("/words/greek.txt"), StandardCharsets.UTF_8))) {
            assertEquals(WORDS, words.lines().toList());
        }
    }

    @Test
    void asAFileOfTheClassPath() throws IOException, URISyntaxException {
        URL url = getClass().getResource("/words/greek.txt");
        assertNotNull(url);
        assertEquals("file", url.getProtocol(), "a directory of the class path stays a directory");
        assertEquals(WORDS, Files.readAllLines(Path.of(url.toURI())));
    }

    @Test
    void asAFileOfTheProject() throws IOException {
        File file = new File("src/test/resources/words/greek.txt");
        assertTrue(file.isFile(), () -> "not found from " + new File("").getAbsolutePath());
        assertEquals(WORDS, Files.readAllLines(file.toPath()));
    }
}
