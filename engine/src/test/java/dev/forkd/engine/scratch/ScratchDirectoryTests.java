package dev.forkd.engine.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class ScratchDirectoryTests {

    @Test
    void closing_deletes_it_with_all_that_is_in_it() throws IOException {
        Path path;
        try (ScratchDirectory scratch = ScratchDirectory.open()) {
            path = scratch.path();
            Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "content");
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void only_its_owner_can_read_it() throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.open()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void the_next_one_deletes_what_a_dead_process_left() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "0").start();
        process.waitFor();
        Path left;
        try (ScratchDirectory own = ScratchDirectory.open()) {
            String name = own.path().getFileName().toString();
            String dead = name.replace("-" + ProcessHandle.current().pid() + "-", "-" + process.pid() + "-");
            left = Files.createDirectory(own.path().resolveSibling(dead));
            Files.writeString(left.resolve("bundle.zip"), "content");

            ScratchDirectory.open().close();

            assertThat(left).doesNotExist();
            assertThat(own.path()).exists();
        }
    }

    @Test
    void a_process_of_another_number_space_is_not_judged() throws IOException {
        try (ScratchDirectory own = ScratchDirectory.open()) {
            Path foreign = Files.createDirectory(own.path().resolveSibling("forkd-run-1-999999999-1-foreign"));
            try {
                ScratchDirectory.open().close();

                assertThat(foreign).exists();
            } finally {
                Files.delete(foreign);
            }
        }
    }
}
