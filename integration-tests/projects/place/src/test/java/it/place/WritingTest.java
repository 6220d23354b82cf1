package it.place;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

class WritingTest {

    @Test
    void below_the_build_directory() throws Exception {
        Files.createDirectories(Path.of("target/allure-results/deep"));
        Files.writeString(Path.of("target/allure-results/deep/one.json"), "{}");
        Files.createDirectories(Path.of("target/made/empty"));
        Files.writeString(Path.of("target/made/file.txt"), "made");
        // Beside the reports, as some do with pictures.
        Files.createDirectories(Path.of("target/surefire-reports"));
        Files.writeString(Path.of("target/surefire-reports/picture.png"), "picture");
    }

    @Test
    void in_the_project() throws Exception {
        Files.writeString(Path.of("notes/new.txt"), "new");
        Files.delete(Path.of("notes/gone.txt"));
        Files.move(Path.of("notes/old"), Path.of("notes/renamed"));
        Files.writeString(Path.of("notes/renamed/added.txt"), "added");
        Files.createSymbolicLink(Path.of("notes/link"), Path.of("new.txt"));
        Files.setPosixFilePermissions(
                Path.of("notes/new.txt"), java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Files.writeString(Path.of("notes/journal.txt"), "from WritingTest\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
