package dev.forkd.action.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.action.run.Exit;
import dev.forkd.action.run.Recording;
import dev.forkd.action.run.RunOutcome;
import dev.forkd.action.run.ShardEnd;
import dev.forkd.action.run.ShardResult;
import dev.forkd.action.runner.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of steps, as they are; {@code -Ddocs.write=true} writes them anew. */
class GoldenSummaryTests {
    private static final boolean UPDATE = Boolean.getBoolean("docs.write");
    private static final Path GOLDEN = Path.of("src/test/resources/summaries");
    private static final Reproduction REPRODUCTION =
            index -> "java -jar forkd-action.jar run --n 4 --index " + index + " -- 'pytest \"$SANDBOX_SHARD\"'";

    @TempDir
    private Path directory;

    private final List<ShardResult> recordings = new ArrayList<>();

    @AfterEach
    void close() {
        recordings.forEach(result -> {
            result.stdout().close();
            result.stderr().close();
        });
    }

    private ShardResult result(int index, int code, long start, long millis, ShardEnd end, String printed)
            throws IOException {
        Recording out = new Recording(directory.resolve("out-" + index));
        out.add(printed.getBytes(StandardCharsets.UTF_8));
        ShardResult result = new ShardResult(
                index,
                "sb-" + index + "f0e1",
                code,
                Duration.ofMillis(start),
                Duration.ofMillis(millis),
                end,
                code > 128 ? OptionalInt.of(code - 128) : OptionalInt.empty(),
                end == ShardEnd.ENDED || end == ShardEnd.TIMED_OUT
                        ? Optional.empty()
                        : Optional.of("poll of sandbox sb-" + index + "f0e1 failed: it is gone"),
                out,
                new Recording(directory.resolve("err-" + index)));
        recordings.add(result);
        return result;
    }

    /** Of a workspace that has the file of the failure. */
    private SourceLocator locator() throws IOException {
        Path tests = Files.createDirectories(directory.resolve("workspace/tests"));
        Files.writeString(tests.resolve("test_refunds.py"), "");
        return new SourceLocator(directory.resolve("workspace"));
    }

    private MergedReport report(Map<Integer, String> xml) throws IOException {
        Map<Integer, List<Path>> files = new TreeMap<>();
        for (Map.Entry<Integer, String> entry : xml.entrySet()) {
            Path file = directory.resolve(entry.getKey() + ".xml");
            files.put(entry.getKey(), List.of(Files.writeString(file, entry.getValue())));
        }
        return MergedReport.of(
                files, new Console(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), true));
    }

    private static String suite(int sandbox, int tests, String further) {
        StringBuilder xml = new StringBuilder("<testsuite name='s'>");
        for (int i = 0; i < tests; i++) {
            xml.append("<testcase classname='tests.test_shop.TestCart%d' name='test_%d' time='%d.25'/>"
                    .formatted(sandbox, i, i % 7));
        }
        return xml + further + "</testsuite>";
    }

    private static void check(String name, String page) throws IOException {
        Path file = GOLDEN.resolve(name + ".md");
        if (UPDATE) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, page);
        }
        assertThat(page).as("run with -Ddocs.write=true").isEqualTo(Files.readString(file));
    }

    private static final String FAILURE =
            "<testcase classname='tests.test_refunds' name='test_refund_is_paid_once' time='0.4'>"
                    + "<failure message='AssertionError: assert 2 == 1'>def test_refund():\n&gt;   assert paid == 1\n"
                    + "E   AssertionError: assert 2 == 1\n\ntests/test_refunds.py:12: AssertionError</failure></testcase>";

    @Test
    void green() throws IOException {
        List<ShardResult> results = List.of(
                result(0, 0, 0, 11_200, ShardEnd.ENDED, ""),
                result(1, 0, 12, 12_750, ShardEnd.ENDED, ""),
                result(2, 0, 15, 9_980, ShardEnd.ENDED, ""),
                result(3, 0, 20, 12_001, ShardEnd.ENDED, ""));
        MergedReport report =
                report(Map.of(0, suite(0, 5, ""), 1, suite(1, 6, ""), 2, suite(2, 4, ""), 3, suite(3, 5, "")));
        check(
                "green",
                new SummaryPage(new RunOutcome(Exit.OK, results, "", ""), report, REPRODUCTION, locator()).render());
    }

    @Test
    void failing() throws IOException {
        List<ShardResult> results = List.of(
                result(0, 0, 0, 3_200, ShardEnd.ENDED, ""),
                result(1, 1, 2, 2_750, ShardEnd.ENDED, "1 failed\n"),
                result(2, 137, 3, 900, ShardEnd.ENDED, "about to eat <all> the memory\n"),
                result(3, -1, 4, 4_001, ShardEnd.VANISHED, ""));
        MergedReport report = report(Map.of(0, suite(0, 5, ""), 1, suite(1, 3, FAILURE)));
        String advice = "A sandbox that vanishes was often killed by its host because it needed more than"
                + " memory_limit_mib, which is 256 here. Set it to the memory that the snapshot was made with and 128"
                + " more, for example memory_limit_mib: 640";
        check(
                "failing",
                new SummaryPage(new RunOutcome(Exit.NOT_DONE, results, "", advice), report, REPRODUCTION, locator())
                        .render());
    }

    @Test
    void cancelled() throws IOException {
        List<ShardResult> results = List.of(
                result(0, 0, 0, 3_200, ShardEnd.ENDED, ""), result(1, -1, 2, 61_000, ShardEnd.CANCELLED, "working\n"));
        check(
                "cancelled",
                new SummaryPage(
                                new RunOutcome(Exit.CANCELLED, results, "", ""),
                                report(Map.of()),
                                REPRODUCTION,
                                locator())
                        .render());
    }

    @Test
    void timed_out() throws IOException {
        List<ShardResult> results = List.of(result(0, 124, 0, 300_400, ShardEnd.TIMED_OUT, "step 1 of 2 done\n"));
        String advice = "The limit was exec_timeout_secs: 300; set it higher if the command needs longer";
        check(
                "timed-out",
                new SummaryPage(
                                new RunOutcome(Exit.COMMAND_FAILED, results, "", advice),
                                report(Map.of()),
                                REPRODUCTION,
                                locator())
                        .render());
    }

    @Test
    void build() throws IOException {
        MergedReport report = report(Map.of(0, suite(0, 6, FAILURE)));
        List<String> said = List.of("running 12 test classes in 4 sandboxes", "14.2 s, one after the other 41.0 s");
        check(
                "build",
                new BuildPage(
                                report,
                                new BuildEnd("mvn -B verify", 1, false, Duration.ofMillis(31_400), said),
                                locator())
                        .render());
    }

    @Test
    void not_done() throws IOException {
        String problem = "list sandboxes at http://127.0.0.1:1 failed: nothing answers there";
        check(
                "not-done",
                new SummaryPage(
                                new RunOutcome(Exit.NOT_DONE, List.of(), problem, ""),
                                report(Map.of()),
                                REPRODUCTION,
                                locator())
                        .render());
    }

    @Test
    void whatever_is_in_it_the_page_is_shown() throws IOException {
        List<ShardResult> results = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            results.add(result(i, 1, 0, 5, ShardEnd.ENDED, "|<x>`".repeat(2_000)));
        }
        String failures = ("<testcase classname='" + "c&lt;".repeat(400) + "' name='n'><failure message='m'>"
                        + "&lt;|".repeat(4_000) + "</failure></testcase>")
                .repeat(300);
        String page = new SummaryPage(
                        new RunOutcome(Exit.COMMAND_FAILED, results, "", ""),
                        report(Map.of(0, suite(0, 0, failures))),
                        REPRODUCTION,
                        locator())
                .render();
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(1 << 20);
        assertThat(page).contains("1000 sandboxes, 1000 failed", "more entries did not fit", "800 more sandboxes");
    }
}
