package dev.forkd.action;

import dev.forkd.action.report.ReportFetcher;
import dev.forkd.action.report.Reporter;
import dev.forkd.action.run.Exit;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunProgram;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.Workload;
import java.util.Arrays;
import java.util.List;

/** A run with its reports, the same for steps and for the command line. */
final class Runs {
    private final RunEnvironment environment;
    private final ReportFetcher fetcher;

    Runs(RunEnvironment environment) {
        this.environment = environment;
        String elsewhere = environment.variables().getOrDefault("FORKD_JUNIT_XML", "");
        List<String> places = Arrays.stream(elsewhere.split("[,\n]"))
                .map(String::strip)
                .filter(place -> !place.isEmpty() && !place.startsWith("-"))
                .toList();
        this.fetcher =
                new ReportFetcher(environment.directory(), environment.workspace(), environment.console(), places);
    }

    Exit run(RunSettings settings, Workload workload) {
        return new RunProgram(environment, new Reporter(environment, fetcher::files)).run(settings, workload, fetcher);
    }

    ReportFetcher fetcher() {
        return fetcher;
    }
}
