package dev.forkd.action.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a build shows on the page of its run: totals, what the engine said, the slowest classes, the failures. */
final class BuildPage {
    private static final int SLOWEST = 5;

    private final MergedReport report;
    private final List<String> said;
    private final int code;
    private final Page page = new Page();

    BuildPage(MergedReport report, List<String> said, int code) {
        this.report = report;
        this.said = said;
        this.code = code;
    }

    String render() {
        List<TestCase> tests = report.all();
        long failed = tests.stream().filter(TestCase::failed).count();
        page.add("### forkd: build " + (code == 0 ? "passed" : "failed with exit code " + code) + "; " + tests.size()
                + " tests, " + failed + " failed\n\n");
        said.forEach(line -> page.entry("- " + Markdown.inline(line, 500) + "\n"));
        page.add("\n");
        if (!tests.isEmpty()) {
            page.add("| slowest tests | time |\n| --- | ---: |\n");
            tests.stream()
                    .sorted(Comparator.comparingDouble((TestCase test) -> -test.seconds()))
                    .limit(SLOWEST)
                    .forEach(test -> page.add("| " + Markdown.inline(test.id(), 200) + " | "
                            + String.format(Locale.ROOT, "%.2f s", test.seconds()) + " |\n"));
            page.add("\n");
        }
        page.failures(report);
        return page.text();
    }
}
