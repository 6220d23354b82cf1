package dev.forkd.action.report;

import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunProgram;
import dev.forkd.action.run.ShardResult;
import dev.forkd.action.runner.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tells people what came out: merged report, summary, and annotations at the tests that failed. */
public final class Reporter implements RunProgram.RunReporter {
    /** One place is taken by the step's own error, and the console keeps one for "there are more". */
    private static final int MOST_TESTS = 8;

    private final RunEnvironment environment;
    private final Supplier<Map<Integer, List<Path>>> files;

    /**
     * Prepares the reporting.
     *
     * @param environment of the run
     * @param files the reports by sandbox; asked for at the end
     */
    public Reporter(RunEnvironment environment, Supplier<Map<Integer, List<Path>>> files) {
        this.environment = environment;
        this.files = files;
    }

    @Override
    public void report(List<ShardResult> results, String problem) throws IOException {
        Console console = environment.console();
        MergedReport report = MergedReport.of(files.get(), console);
        if (!report.isEmpty()) {
            Path file = environment.directory().resolve("junit.xml");
            report.write(file);
            console.say("the reports of all sandboxes are merged in " + file);
        }
        annotate(report);
        if (wanted()) {
            environment.summary().append(console.redact(new SummaryPage(results, report, problem).render()));
        }
    }

    /**
     * Reports a build.
     *
     * @param report its tests
     * @param said by the engine
     * @param code how it ended
     * @throws IOException if it cannot be written
     */
    public void build(MergedReport report, List<String> said, int code) throws IOException {
        annotate(report);
        if (wanted()) {
            environment.summary().append(environment.console().redact(new BuildPage(report, said, code).render()));
        }
    }

    private boolean wanted() {
        return !"false".equalsIgnoreCase(environment.variables().getOrDefault("FORKD_SUMMARY", ""));
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
