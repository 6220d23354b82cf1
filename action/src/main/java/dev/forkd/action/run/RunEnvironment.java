package dev.forkd.action.run;

import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.RunnerFile;
import java.nio.file.Path;
import java.util.Map;

/**
 * The environment of a run.
 *
 * @param console prints messages
 * @param cancellation tells when the run must end
 * @param directory an existing directory for the run's files
 * @param keepsFiles whether these files are still there when the program has ended
 * @param leases the state directory with the leases; a later step or run looks there for what this one left
 * @param workspace the user's project
 * @param output the runner's file for outputs
 * @param state the runner's file for the state
 * @param summary the runner's file for the summary
 * @param variables environment variables of this process
 */
public record RunEnvironment(
        Console console,
        Cancellation cancellation,
        Path directory,
        boolean keepsFiles,
        Path leases,
        Path workspace,
        RunnerFile output,
        RunnerFile state,
        RunnerFile summary,
        Map<String, String> variables) {
    /**
     * Copies the map.
     *
     * @param console prints messages
     * @param cancellation tells when the run must end
     * @param directory a directory for files
     * @param keepsFiles whether they stay
     * @param leases the state directory with the leases
     * @param workspace the user's project
     * @param output the runner's file for outputs
     * @param state the runner's file for the state
     * @param summary the runner's file for the summary
     * @param variables environment variables
     */
    public RunEnvironment {
        variables = Map.copyOf(variables);
    }
}
