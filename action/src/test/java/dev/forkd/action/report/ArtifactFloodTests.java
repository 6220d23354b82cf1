package dev.forkd.action.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.action.FloodedSandbox;
import dev.forkd.action.files.FetchLimits;
import dev.forkd.action.runner.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactFloodTests {
    @TempDir
    private Path directory;

    @Test
    void the_limit_counts_whatever_the_sandbox_lists() throws Exception {
        var printed = new ByteArrayOutputStream();
        var console = new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), true);
        var limits = new FetchLimits(100, 1 << 20, Duration.ofMinutes(1));
        Path step = directory.resolve("step");
        var fetcher = new ArtifactFetcher(step, directory.resolve("none"), console, List.of(), List.of(), limits);
        try (var flooded = new FloodedSandbox(directory)) {
            fetcher.collect(0, flooded.sandbox(), flooded.flood());
        }
        assertThat(FloodedSandbox.bytes(step)).isEqualTo(900_000);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("6 files were not fetched", "1 MiB");
    }
}
