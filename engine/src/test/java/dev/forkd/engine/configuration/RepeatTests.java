package dev.forkd.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox of an earlier run is found in that run's report. */
class RepeatTests {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void aReport() throws IOException {
        file = Files.writeString(
                directory.resolve("run.json"),
                """
                {"sandboxes": [{"index": 0}, {"index": 2}, {"index": 1}, {"index": 2}],
                 "units": [
                  {"id": "late", "sandbox": 2, "start": 7.5, "earlier": []},
                  {"id": "elsewhere", "sandbox": 1, "start": 1.0, "earlier": []},
                  {"id": "moved", "sandbox": 0, "start": 3.0, "earlier": [{"sandbox": 2, "start": 2.0}]},
                  {"id": "first", "sandbox": 2, "start": 0.5, "earlier": []},
                  {"id": "never", "sandbox": null, "start": null, "earlier": []}]}
                """);
    }

    @Test
    void its_units_come_in_the_order_in_which_they_began_with_those_it_lost() {
        Repeat repeat = Repeat.read(file + ":2");

        assertThat(repeat.units()).containsExactly("first", "moved", "late");
        assertThat(repeat.index()).isEqualTo(2);
        assertThat(repeat.count()).isEqualTo(3);
    }

    @Test
    void a_sandbox_that_ran_nothing_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> Repeat.read(file + ":7"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Sandbox 7 ran nothing there; the report has the sandboxes [0, 1, 2]");
    }
}
