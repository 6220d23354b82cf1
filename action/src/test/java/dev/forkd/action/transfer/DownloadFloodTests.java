package dev.forkd.action.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.action.FloodedSandbox;
import dev.forkd.action.files.FetchLimits;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.RunnerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadFloodTests {
    @TempDir
    private Path directory;

    private DownloadRun run(FetchLimits limits) {
        RunnerFile none = RunnerFile.at("");
        var environment = new RunEnvironment(
                Console.standard(false),
                new Cancellation(),
                directory,
                true,
                directory,
                directory,
                none,
                none,
                none,
                Map.of());
        return new DownloadRun(environment, limits);
    }

    @Test
    void all_files_together_are_limited() throws Exception {
        Path large = directory.resolve("large");
        Path late = directory.resolve("late");
        Path all = directory.resolve("all");
        try (var flooded = new FloodedSandbox(directory)) {
            assertThatThrownBy(() -> run(new FetchLimits(100, 1 << 20, Duration.ofMinutes(1)))
                            .fetch(flooded.sandbox(), flooded.flood(), large))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("only 3 of its files were")
                    .hasMessageContaining("1 MiB");
            assertThatThrownBy(() -> run(new FetchLimits(100, 1 << 30, Duration.ZERO))
                            .fetch(flooded.sandbox(), flooded.flood(), late))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("only 0 of its files were");
            assertThat(run(new FetchLimits(4, 1 << 30, Duration.ofMinutes(1)))
                            .fetch(flooded.sandbox(), flooded.flood(), all))
                    .isEqualTo(4);
        }
        assertThat(FloodedSandbox.bytes(large)).isEqualTo(900_000);
        assertThat(FloodedSandbox.bytes(all)).isEqualTo(1_200_000);
    }
}
