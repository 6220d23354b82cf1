package dev.forkd.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdksTests {
    @TempDir
    private Path directory;

    @Test
    void the_variable_comes_first_and_must_tell_the_truth() throws IOException {
        Path usual = jdk("temurin-25-amd64", "25.0.1");
        Path own = jdk("mine", "25");
        Path other = jdk("other", "21.0.2");

        assertThat(jdks(Map.of("JAVA_HOME_25", own.toString())).home(25)).contains(own);
        assertThat(jdks(Map.of("JAVA_HOME_25", other.toString())).home(25)).contains(usual);
        assertThat(jdks(Map.of()).home(21)).isEmpty();
        assertThat(jdks(Map.of("JAVA_HOME", other.toString())).home(21)).contains(other);
    }

    private Jdks jdks(Map<String, String> environment) {
        return new Jdks(environment, directory);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        assertThat(Files.createFile(home.resolve("bin/java")).toFile().setExecutable(true))
                .isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
