package dev.forkd.action;

import dev.forkd.action.report.ArtifactFetcher;
import dev.forkd.action.report.MergedReport;
import dev.forkd.action.report.Reporter;
import dev.forkd.action.report.Reproduction;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunOutcome;
import dev.forkd.action.run.RunProgram;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.Workload;
import java.util.Arrays;
import java.util.List;

/** A run with its reports, as it is needed by both steps and the command line. */
final class Runs {
    private final RunEnvironment environment;
    private final ArtifactFetcher fetcher;
    private final Reporter reporter;

    Runs(RunEnvironment environment, RunSettings settings, Reproduction reproduction) {
        this.environment = environment;
        this.fetcher = new ArtifactFetcher(
                environment.directory(),
                environment.workspace(),
                environment.console(),
                settings.artifacts(),
                places(environment.variables().getOrDefault("FORKD_JUNIT_XML", "")));
        this.reporter = new Reporter(environment, fetcher, reproduction);
    }

    private static List<String> places(String text) {
        return Arrays.stream(text.split("[,\n]"))
                .map(String::strip)
                .filter(place -> !place.isEmpty() && !place.startsWith("-"))
                .toList();
    }

    RunOutcome run(RunSettings settings, Workload workload) {
        return new RunProgram(environment, reporter).run(settings, workload, fetcher);
    }

    /** Returns the tests of all sandboxes. Call it after the run. */
    MergedReport report() {
        return reporter.merged();
    }
}
