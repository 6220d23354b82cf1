package dev.forkd.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTests {
    @TempDir
    private Path directory;

    @Test
    void exit_code_and_output_are_those_of_the_program() throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Program program = new Program(directory, Map.of("SAID", "hello"), Duration.ofSeconds(30));

        assertThat(program.run(log, List.of("sh", "-c", "echo $SAID; exit 3"))).isEqualTo(3);
        assertThat(log).hasContent("hello");
    }

    @Test
    void what_takes_too_long_is_ended() throws IOException, InterruptedException {
        Program program = new Program(directory, Map.of(), Duration.ofMillis(1));

        assertThat(program.run(directory.resolve("log"), List.of("sh", "-c", "sleep 600 & wait")))
                .isEqualTo(Program.TIMED_OUT);
    }
}
