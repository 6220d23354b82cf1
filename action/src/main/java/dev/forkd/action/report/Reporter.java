package dev.forkd.action.report;

import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunOutcome;
import dev.forkd.action.run.RunProgram;
import dev.forkd.action.runner.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reports the results to the user: a merged report, a summary, and annotations at failed tests. */
public final class Reporter implements RunProgram.RunReporter {
    /** The step's own error takes one annotation, and the console reserves one for "there are more". */
    private static final int MAX_TESTS = 8;

    private final RunEnvironment environment;
    private final ArtifactFetcher fetcher;
    private final Reproduction reproduction;
    private MergedReport merged = MergedReport.of(Map.of(), Console.standard(false));

    /**
     * Makes a reporter.
     *
     * @param environment environment of the run
     * @param fetcher has the reports once the run has ended
     * @param reproduction provides command lines for sandboxes that failed
     */
    public Reporter(RunEnvironment environment, ArtifactFetcher fetcher, Reproduction reproduction) {
        this.environment = environment;
        this.fetcher = fetcher;
        this.reproduction = reproduction;
    }

    @Override
    public void report(RunOutcome outcome) throws IOException {
        Console console = environment.console();
        merged = MergedReport.of(fetcher.reports(), console);
        if (!merged.isEmpty()) {
            Path file = environment.directory().resolve("junit.xml");
            merged.write(file);
            environment.output().set("junit_file", file.toString());
            sayIfKept("the reports of all sandboxes are merged in " + file);
        }
        if (fetcher.directory().isPresent()) {
            Path directory = fetcher.directory().get();
            environment.output().set("artifacts_dir", directory.toString());
            sayIfKept("what the commands left in $FORKD_REPORTS is in " + directory);
        }
        if (!environment.keepsFiles()
                && (!merged.isEmpty() || fetcher.directory().isPresent())) {
            console.say("the reports and what else the commands left in $FORKD_REPORTS are removed now;"
                    + " --results DIR keeps them");
        }
        var locator = new SourceLocator(environment.workspace());
        annotate(environment, merged, locator);
        if (wanted(environment)) {
            environment
                    .summary()
                    .append(console.redact(new SummaryPage(outcome, merged, reproduction, locator).render()));
        }
    }

    /** Names no file that is gone when the user looks for it. */
    private void sayIfKept(String line) {
        if (environment.keepsFiles()) {
            environment.console().say(line);
        }
    }

    /**
     * Returns the merged report. Call it after {@link #report}.
     *
     * @return the tests of all sandboxes
     */
    public MergedReport merged() {
        return merged;
    }

    /**
     * Reports the result of a build.
     *
     * @param environment environment of the step
     * @param report the build's tests
     * @param end how the build ended
     * @throws IOException if the summary cannot be written
     */
    public static void build(RunEnvironment environment, MergedReport report, BuildEnd end) throws IOException {
        var locator = new SourceLocator(environment.workspace());
        annotate(environment, report, locator);
        if (wanted(environment)) {
            environment.summary().append(environment.console().redact(new BuildPage(report, end, locator).render()));
        }
    }

    private static boolean wanted(RunEnvironment environment) {
        return !"false".equalsIgnoreCase(environment.variables().getOrDefault("FORKD_SUMMARY", ""));
    }

    private static void annotate(RunEnvironment environment, MergedReport report, SourceLocator locator) {
        List<TestCase> failed = report.all().stream()
                .filter(TestCase::failed)
                .limit(MAX_TESTS + 1L)
                .toList();
        failed.forEach(test -> environment
                .console()
                .annotate(
                        Console.Level.ERROR,
                        locator.of(test)
                                .map(place -> Console.place(place.file(), place.line(), test.id()))
                                .orElse(""),
                        test.id() + ": " + (test.message().isBlank() ? "failed" : test.message())));
    }
}
