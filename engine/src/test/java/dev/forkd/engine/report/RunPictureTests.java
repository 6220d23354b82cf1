package dev.forkd.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page of a small and of a large run in a browser. With {@code -Ddocs.write=true} the pictures in
 * {@code docs/pictures} are made anew.
 */
class RunPictureTests {

    private static final long MICROS = 1_000_000;
    private static final Path PICTURES = Path.of("..", "docs", "pictures");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"10,3,820", "1000,8,620"})
    void is_whole_with_every_class_in_it(int classes, int sandboxes, int height) throws Exception {
        Path browser = Path.of("/usr/bin/chromium");
        assumeThat(browser).isExecutable();
        Path page = Files.writeString(directory.resolve("run.html"), page(classes, sandboxes), UTF_8);

        Path dom = directory.resolve("dom.html");
        run(dom, browser, "--dump-dom", page.toUri().toString());
        assertThat(Files.readString(dom, UTF_8).split("<td class=\"name\"", -1)).hasSize(classes + 10 + 1);

        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(PICTURES);
            Path picture = PICTURES.resolve("run-" + classes + ".png").toAbsolutePath();
            run(
                    dom,
                    browser,
                    "--window-size=1100," + height,
                    "--screenshot=" + picture,
                    page.toUri().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "terminal-80, live-80.txt, 670, 160",
        "terminal-160, live-160.txt, 1300, 160",
        "ci-log, ci-log.txt, 1300, 180"
    })
    void the_lines_of_a_console_are_drawn(String name, String golden, int width, int height) throws Exception {
        String text = Files.readString(Path.of("src/test/resources/golden", golden), UTF_8);
        assertThat(text).isNotBlank();
        Path browser = Path.of("/usr/bin/chromium");
        assumeThat(Boolean.getBoolean("docs.write")).isTrue();
        assumeThat(browser).isExecutable();
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        Path page = Files.writeString(
                directory.resolve("console.html"),
                "<meta charset='utf-8'><body style='margin:0;background:#1b1f24'><pre style=\"margin:0;padding:12px;white-space:pre-wrap;"
                        + "font:13px/1.45 'DejaVu Sans Mono','WenQuanYi Micro Hei Mono',monospace;color:#d0d7de\">"
                        + escaped + "</pre></body>",
                UTF_8);
        run(
                directory.resolve("log"),
                browser,
                "--window-size=" + width + "," + height,
                "--screenshot=" + PICTURES.resolve(name + ".png").toAbsolutePath(),
                page.toUri().toString());
    }

    private static String page(int classes, int sandboxes) throws IOException {
        Runs runs = new Runs();
        Random random = new Random(7);
        for (int i = 0; i < classes; i++) {
            runs.unit("org.example.Number" + i + "Test", 1);
        }
        AtomicLong now = new AtomicLong();
        RunRecord record = runs.record(new Clock(now::get));
        long[] free = new long[sandboxes];
        for (int i = 0; i < sandboxes; i++) {
            free[i] = MICROS + i * MICROS / 20;
        }
        for (int i = 0; i < classes; i++) {
            int sandbox = earliest(free);
            long took = (long) (MICROS * (0.1 - Math.log(random.nextDouble())) * (1.5 - i / (double) classes));
            if (i == classes / 2) {
                record.sandboxReady(sandbox, "sb-lost");
                record.heard(sandbox, "sb-lost", runs.id(i), free[sandbox], new Started(runs.id(i)));
                now.set(free[sandbox] + took);
                record.workerLost(sandbox, "sb-lost", "The worker was lost: its JVM was killed by signal 9");
                free[sandbox] += took + MICROS;
            }
            Outcome outcome = i == classes / 3 ? Outcome.FAILED : Outcome.SUCCESSFUL;
            runs.run(record, sandbox, i, free[sandbox], free[sandbox] + took, outcome);
            free[sandbox] += took;
        }
        now.set(LongStream.of(free).max().orElseThrow() + MICROS / 5);
        return RunPage.of(JsonMapper.builder().build().writeValueAsString(record.data("0.1.0")));
    }

    private static int earliest(long[] times) {
        int earliest = 0;
        for (int i = 1; i < times.length; i++) {
            earliest = times[i] < times[earliest] ? i : earliest;
        }
        return earliest;
    }

    private void run(Path output, Path browser, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + directory.resolve("profile"));
        builder.command().addAll(java.util.List.of(arguments));
        Process process = builder.redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
