package it.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FilesTest {

    /** Fewer files would be fewer tests, all of them green. */
    @TestFactory
    List<DynamicTest> oneForEachSource() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(file.toString(), () -> assertTrue(Files.size(file) > 0)))
                    .toList();
        }
    }

    @Test
    void aFileOfTheProject() throws Exception {
        assertEquals("read by a test\n", Files.readString(Path.of("README.md")));
        System.out.println(Files.getLastModifiedTime(Path.of("README.md")));
    }
}
