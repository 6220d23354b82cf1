package it.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tells what Surefire runs tests with. */
class ClassPathTest {

    @Test
    void tells() throws IOException {
        Files.writeString(
                Path.of(System.getProperty("it.dir"), "class-path"), System.getProperty("surefire.test.class.path"));
    }
}
