package dev.forkd.action.report;

import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunProgram;
import dev.forkd.action.run.ShardResult;
import dev.forkd.action.runner.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tells people what came out: merged report, summary, and annotations at the tests that failed. */
public final class Reporter implements RunProgram.RunReporter {
    /** One place is taken by the step's own error, and the console keeps one for "there are more". */
    private static final int MOST_TESTS = 8;

    private final RunEnvironment environment;
    private final ReportFetcher fetcher;

    /**
     * Prepares the reporting.
     *
     * @param environment of the run
     * @param fetcher knows the reports of the sandboxes
     */
    public Reporter(RunEnvironment environment, ReportFetcher fetcher) {
        this.environment = environment;
        this.fetcher = fetcher;
    }

    @Override
    public void report(List<ShardResult> results, String problem) throws IOException {
        Console console = environment.console();
        MergedReport report = MergedReport.of(fetcher.files(), console);
        if (!report.isEmpty()) {
            Path file = environment.directory().resolve("junit.xml");
            report.write(file);
            console.say("the reports of all sandboxes are merged in " + file);
        }
        annotate(report);
        if (!"false".equalsIgnoreCase(environment.variables().getOrDefault("FORKD_SUMMARY", ""))) {
            environment.summary().append(console.redact(new SummaryPage(results, report, problem).render()));
        }
    }

    private void annotate(MergedReport report) {
        var places = new SourcePlaces(environment.workspace());
        List<TestCase> failed = report.all().stream()
                .filter(TestCase::failed)
                .limit(MOST_TESTS + 1L)
                .toList();
        failed.forEach(test -> environment
                .console()
                .annotate(
                        Console.Level.ERROR,
                        places.of(test)
                                .map(place -> Console.place(place.file(), place.line(), test.id()))
                                .orElse(""),
                        test.id() + ": " + (test.message().isBlank() ? "failed" : test.message())));
    }
}
