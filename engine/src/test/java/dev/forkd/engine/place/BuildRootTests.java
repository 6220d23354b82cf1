package dev.forkd.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildRootTests {

    @TempDir
    Path top;

    @Test
    void a_module_belongs_to_the_build_that_names_it() throws IOException {
        pom("", "<module>services/one</module>");
        pom("services/one", "<modules> <module> inner </module> </modules>");
        Path inner = pom("services/one/inner", "");

        assertThat(BuildRoot.of(inner)).isEqualTo(top);
    }

    @Test
    void a_build_file_above_that_does_not_name_it_is_another_build() throws IOException {
        pom("", "<module>other</module>");
        Path alone = pom("alone", "");

        assertThat(BuildRoot.of(alone)).isEqualTo(alone);
    }

    @Test
    void a_gradle_build_ends_at_its_settings() throws IOException {
        Files.createFile(top.resolve("settings.gradle.kts"));
        Path project = Files.createDirectories(top.resolve("a/b"));

        assertThat(BuildRoot.of(project)).isEqualTo(top);
    }

    @Test
    void version_control_is_not_left() throws IOException {
        pom("", "<module>inside</module>");
        Path inside = pom("inside", "");
        Files.createDirectory(inside.resolve(".git"));

        assertThat(BuildRoot.of(inside)).isEqualTo(inside);
    }

    private Path pom(String directory, String content) throws IOException {
        Path project = Files.createDirectories(top.resolve(directory));
        Files.writeString(project.resolve("pom.xml"), "<project>" + content + "</project>");
        return project;
    }
}
