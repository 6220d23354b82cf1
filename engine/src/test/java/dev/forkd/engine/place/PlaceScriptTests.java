package dev.forkd.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceScriptTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1 localhost",
                "127.0.0.1\tlocalhost # here\n",
                "# 127.0.0.1 localhost here\n10.0.0.1 here.example localhost6\n",
                "127.0.0.1 localhost here"
            })
    void a_guest_knows_localhost_and_its_own_name(String before) throws Exception {
        List<String> lines = hosts(before);

        assertThat(lines).filteredOn(line -> names(line).contains("localhost")).isNotEmpty();
        assertThat(lines)
                .filteredOn(line -> names(line).contains("here"))
                .singleElement()
                .asString()
                .startsWith("127.");
        assertThat(String.join("\n", lines)).startsWith(before.strip());
    }

    @Test
    void what_a_guest_knows_stays_as_it_is() throws Exception {
        String known = "127.0.0.1 localhost\n10.1.2.3 here";

        assertThat(String.join("\n", hosts(known))).isEqualTo(known);
    }

    private static List<String> names(String line) {
        return List.of(line.replaceFirst("#.*", "").split("\\s+", -1));
    }

    private List<String> hosts(String before) throws IOException, InterruptedException {
        Path script = Files.write(directory.resolve("place.sh"), PlaceScript.content());
        Path file = Files.writeString(directory.resolve("hosts"), before);
        Process process = new ProcessBuilder("sh", script.toString(), "hosts", file.toString(), "here")
                .redirectErrorStream(true)
                .start();
        assertThat(process.getInputStream().readAllBytes()).asString().isEmpty();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(file);
    }
}
