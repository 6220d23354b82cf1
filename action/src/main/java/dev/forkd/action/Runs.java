package dev.forkd.action;

import dev.forkd.action.run.Exit;
import dev.forkd.action.run.RunEnvironment;
import dev.forkd.action.run.RunProgram;
import dev.forkd.action.run.RunSettings;
import dev.forkd.action.run.Workload;

/** A run with its reports, the same for steps and for the command line. */
final class Runs {
    private final RunEnvironment environment;

    Runs(RunEnvironment environment) {
        this.environment = environment;
    }

    Exit run(RunSettings settings, Workload workload) {
        return new RunProgram(environment, (results, problem) -> {})
                .run(settings, workload, (index, sandbox, directory) -> {});
    }
}
