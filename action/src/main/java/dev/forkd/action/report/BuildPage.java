package dev.forkd.action.report;

import java.util.List;
import java.util.Map;

/** The summary of a build: verdict, totals, the engine's lines, the slowest tests, and the failures. */
final class BuildPage {
    private static final int COMMAND = 2_000;

    private final MergedReport report;
    private final BuildEnd end;
    private final Page page;

    BuildPage(MergedReport report, BuildEnd end, SourceLocator locator) {
        this.page = new Page(locator);
        this.report = report;
        this.end = end;
    }

    String render() {
        List<TestCase> tests = report.all();
        page.add("### " + verdict() + "; " + Page.tests(tests) + "\n\n");
        double sum = tests.stream().mapToDouble(TestCase::seconds).sum();
        page.add("The build took " + Page.seconds(end.duration()) + "."
                + (sum > 0 ? " Its tests took " + Page.seconds(sum) + " together." : "") + "\n\n");
        if (!end.said().isEmpty()) {
            end.said().forEach(line -> page.entry("- " + Markdown.inline(line, 500) + "\n"));
            page.add("\n");
        }
        page.failures(Map.of(0, tests), false);
        page.slowest(tests);
        if (end.code() != 0 && !end.cancelled()) {
            page.entry(Markdown.details("the command", end.command(), COMMAND));
        }
        return page.text();
    }

    private String verdict() {
        if (end.cancelled()) {
            return "⏹️ forkd: build cancelled";
        }
        return end.code() == 0 ? "✅ forkd: build passed" : "❌ forkd: build failed with exit code " + end.code();
    }
}
