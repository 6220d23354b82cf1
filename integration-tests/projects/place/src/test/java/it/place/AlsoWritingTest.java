package it.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlsoWritingTest {

    @Test
    void the_same_file_as_another_class() throws Exception {
        Files.writeString(Path.of("notes/journal.txt"), "from AlsoWritingTest\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void more_than_a_memory_file_system_holds(@TempDir Path directory) throws Exception {
        byte[] mebibyte = new byte[1 << 20];
        try (var out = Files.newOutputStream(directory.resolve("large"))) {
            for (int i = 0; i < 300; i++) {
                out.write(mebibyte);
            }
        }
        assertEquals(300L << 20, Files.size(directory.resolve("large")));
    }
}
