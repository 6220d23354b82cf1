package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackTests {

    @TempDir
    private Path directory;

    @Test
    void files_and_empty_directories_are_unpacked() throws IOException {
        unpack("a/b/c.txt", "empty/");

        assertThat(target().resolve("a/b/c.txt")).hasContent("a/b/c.txt");
        assertThat(target().resolve("empty")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/evil-of-forkd", "../target-evil/x", "../evil/"})
    void nothing_leaves_the_target(String name) {
        assertThatThrownBy(() -> unpack("good", name))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(name);

        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("in.zip", "target");
        assertThat(target().toFile().list()).containsExactly("good");
    }

    private Path target() {
        return directory.resolve("target");
    }

    private void unpack(String... names) throws IOException {
        Path file = directory.resolve("in.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(name.getBytes(UTF_8));
                }
                zip.closeEntry();
            }
        }
        Unpack.main(new String[] {file.toString(), target().toString()});
    }
}
