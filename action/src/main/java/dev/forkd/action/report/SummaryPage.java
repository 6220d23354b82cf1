package dev.forkd.action.report;

import dev.forkd.action.run.Exit;
import dev.forkd.action.run.RunOutcome;
import dev.forkd.action.run.ShardEnd;
import dev.forkd.action.run.ShardResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The summary of a step: verdict, time saved, a time line of the sandboxes, and the failures. */
final class SummaryPage {
    private static final int MAX_ROWS = 200;
    private static final int OUTPUT = 4_000;
    private static final int COMMAND = 8_000;

    private final RunOutcome outcome;
    private final List<ShardResult> results;
    private final MergedReport report;
    private final Reproduction reproduction;
    private final Page page;

    SummaryPage(RunOutcome outcome, MergedReport report, Reproduction reproduction, SourceLocator locator) {
        this.page = new Page(locator);
        this.outcome = outcome;
        this.results = outcome.results();
        this.report = report;
        this.reproduction = reproduction;
    }

    String render() throws IOException {
        page.add("### " + title() + "\n\n");
        if (!outcome.problem().isEmpty()) {
            page.add("The run could not be done: " + Markdown.inline(outcome.problem(), 2000) + "\n\n");
        }
        if (!outcome.advice().isEmpty()) {
            page.add(Markdown.inline(outcome.advice(), 1000) + ".\n\n");
        }
        if (results.size() > 1) {
            gain();
        }
        var line = new TimeLine(results);
        if (line.useful()) {
            page.add(line.render());
        }
        if (!results.isEmpty()) {
            table();
        }
        page.failures(report.bySandbox(), results.size() > 1);
        for (ShardResult result : results) {
            if (result.failed() && result.end() != ShardEnd.CANCELLED) {
                failed(result);
            }
        }
        page.slowest(report.all());
        return page.text();
    }

    private String title() {
        if (outcome.exit() == Exit.CANCELLED) {
            return "⏹️ forkd: cancelled " + (results.isEmpty() ? "before anything ran" : ended());
        } else if (results.isEmpty()) {
            return "❌ forkd: not done";
        }
        List<String> parts = new ArrayList<>();
        for (ShardResult.Count count : ShardResult.failures(results)) {
            parts.add(count.number() + " " + count.status());
        }
        String tests = report.isEmpty() ? "" : "; " + Page.tests(report.all());
        return (parts.isEmpty() ? "✅" : "❌") + " forkd: " + results.size()
                + (results.size() == 1 ? " sandbox, " : " sandboxes, ")
                + (parts.isEmpty() ? results.size() == 1 ? "passed" : "all passed" : String.join(", ", parts)) + tests;
    }

    private String ended() {
        long ended = results.stream()
                .filter(result -> result.end() != ShardEnd.CANCELLED)
                .count();
        return "when " + ended + " of " + results.size() + " sandboxes had ended"
                + (report.isEmpty() ? "" : "; " + Page.tests(report.all()));
    }

    private void gain() {
        Duration wall = TimeLine.span(results);
        Duration sum = results.stream().map(ShardResult::duration).reduce(Duration.ZERO, Duration::plus);
        double times = (double) sum.toMillis() / Math.max(1, wall.toMillis());
        page.add("The sandboxes took " + Page.seconds(wall) + "; one after the other " + Page.seconds(sum)
                + (isComplete() ? String.format(Locale.ROOT, ": **%.1f times faster**.%n%n", times) : ".\n\n"));
    }

    /** What was broken off or lost would have taken longer, so nothing can be said about a gain. */
    private boolean isComplete() {
        return results.stream().allMatch(result -> result.end() == ShardEnd.ENDED);
    }

    private void table() {
        boolean codes = results.stream().anyMatch(ShardResult::failed);
        boolean tests = !report.isEmpty();
        page.add("| sandbox | status | " + (codes ? "exit | " : "") + "time | " + (tests ? "tests | " : "")
                + "id |\n| ---: | --- | " + (codes ? "---: | " : "") + "---: | " + (tests ? "---: | " : "")
                + "--- |\n");
        results.stream()
                .sorted(Comparator.comparing((ShardResult result) -> !result.failed())
                        .thenComparing(ShardResult::index))
                .limit(MAX_ROWS)
                .forEach(result -> page.add("| " + result.index() + " | " + sign(result) + result.status() + " | "
                        + (codes ? code(result) + " | " : "") + Page.seconds(result.duration()) + " | "
                        + (tests ? report.of(result.index()).size() + " | " : "")
                        + Markdown.inline(result.id(), 40) + " |\n"));
        if (results.size() > MAX_ROWS) {
            page.add("\n" + (results.size() - MAX_ROWS) + " more sandboxes are in the results file.\n");
        }
        page.add("\n");
    }

    private static String sign(ShardResult result) {
        return result.end() == ShardEnd.CANCELLED ? "⏹️ " : result.failed() ? "❌ " : "✅ ";
    }

    private void failed(ShardResult result) throws IOException {
        String text = "";
        // If tests report what failed, the output would only repeat it.
        if (report.of(result.index()).stream().noneMatch(TestCase::failed)) {
            text = result.error().map(error -> error + "\n\n").orElse("")
                    + new String(result.stdout().tail(OUTPUT / 2), StandardCharsets.UTF_8)
                    + new String(result.stderr().tail(OUTPUT / 2), StandardCharsets.UTF_8);
        }
        page.entry("<details><summary>sandbox " + result.index() + " " + result.status()
                + ": how to run it again</summary>\n\n"
                + (text.isBlank() ? "" : Markdown.block(text, OUTPUT) + "\n\n")
                + Markdown.block(reproduction.of(result.index()), COMMAND) + "\n\n</details>\n\n");
    }

    /** Nothing where it is unknown, as of a sandbox that was lost. */
    private static String code(ShardResult result) {
        return result.exitCode() < 0 ? "" : Integer.toString(result.exitCode());
    }
}
