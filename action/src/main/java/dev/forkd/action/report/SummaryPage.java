package dev.forkd.action.report;

import dev.forkd.action.run.ShardResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a step shows on the page of its run: totals, one row for each sandbox, then the failures. */
final class SummaryPage {
    private static final int MOST_ROWS = 200;
    private static final int BAR = 20;
    private static final int OUTPUT = 4_000;

    private final List<ShardResult> results;
    private final MergedReport report;
    private final String problem;
    private final Page page = new Page();

    SummaryPage(List<ShardResult> results, MergedReport report, String problem) {
        this.results = results;
        this.report = report;
        this.problem = problem;
    }

    String render() throws IOException {
        page.add("### forkd: " + title() + "\n\n");
        if (!problem.isEmpty()) {
            page.add("The run could not be done: " + Markdown.inline(problem, 2000) + "\n\n");
        }
        if (!results.isEmpty()) {
            table();
        }
        page.failures(report);
        for (ShardResult result : results) {
            // Where tests say what failed, the output would only say it again.
            if (result.failed() && report.of(result.index()).stream().noneMatch(TestCase::failed)) {
                output(result);
            }
        }
        return page.text();
    }

    private String title() {
        if (results.isEmpty()) {
            return problem.isEmpty() ? "cancelled before anything ran" : "not done";
        }
        long failed = results.stream().filter(ShardResult::failed).count();
        String sandboxes = results.size()
                + (results.size() == 1 ? " sandbox, " : " sandboxes, ")
                + (failed == 0 ? "all passed" : failed + " failed");
        List<TestCase> tests = report.all();
        if (tests.isEmpty()) {
            return sandboxes;
        }
        long bad = tests.stream().filter(TestCase::failed).count();
        long skipped = tests.stream()
                .filter(test -> test.outcome() == TestCase.Outcome.SKIPPED)
                .count();
        return sandboxes + "; " + tests.size() + " tests, " + bad + " failed"
                + (skipped > 0 ? ", " + skipped + " skipped" : "");
    }

    private void table() {
        long longest = results.stream()
                .mapToLong(result -> result.duration().toMillis())
                .max()
                .orElse(1);
        page.add(
                "| sandbox | status | exit | time | tests | slowest test |\n| ---: | --- | ---: | --- | ---: | --- |\n");
        results.stream()
                .sorted(Comparator.comparing((ShardResult result) -> !result.failed())
                        .thenComparing(ShardResult::index))
                .limit(MOST_ROWS)
                .forEach(result -> row(result, longest));
        if (results.size() > MOST_ROWS) {
            page.add("\n" + (results.size() - MOST_ROWS) + " more sandboxes are in the results file.\n");
        }
        page.add("\n");
    }

    private void row(ShardResult result, long longest) {
        List<TestCase> tests = report.of(result.index());
        String slowest = tests.stream()
                .max(Comparator.comparingDouble(TestCase::seconds))
                .map(test -> Markdown.inline(test.id(), 100) + " (" + seconds(test.seconds()) + ")")
                .orElse("");
        int length =
                (int) Math.max(1, Math.round((double) BAR * result.duration().toMillis() / Math.max(1, longest)));
        page.add("| " + result.index() + " | " + (result.failed() ? "❌ " : "✅ ") + result.status() + " | "
                + result.exitCode() + " | " + "█".repeat(length) + " " + seconds(result.duration()) + " | "
                + (tests.isEmpty() ? "" : tests.size()) + " | " + slowest + " |\n");
    }

    private void output(ShardResult result) throws IOException {
        String text = result.error().map(error -> error + "\n\n").orElse("")
                + new String(result.stdout().tail(OUTPUT / 2), StandardCharsets.UTF_8)
                + new String(result.stderr().tail(OUTPUT / 2), StandardCharsets.UTF_8);
        if (!text.isBlank()) {
            page.entry(Markdown.details("sandbox " + result.index() + ": " + result.status(), text, OUTPUT));
        }
    }

    private static String seconds(Duration duration) {
        return seconds(duration.toMillis() / 1000.0);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }
}
