package dev.forkd.action.run;

import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.RunnerFile;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a run takes place.
 *
 * @param console for people
 * @param cancellation the wish to end
 * @param directory for the run's files; exists
 * @param workspace the user's project
 * @param output the runner's file for outputs
 * @param state the runner's file for the state
 * @param summary the runner's file for the summary
 * @param variables this process's environment
 */
public record RunEnvironment(
        Console console,
        Cancellation cancellation,
        Path directory,
        Path workspace,
        RunnerFile output,
        RunnerFile state,
        RunnerFile summary,
        Map<String, String> variables) {
    /**
     * Copies the map.
     *
     * @param console for people
     * @param cancellation the wish to end
     * @param directory for files
     * @param workspace the project
     * @param output outputs
     * @param state state
     * @param summary summary
     * @param variables environment
     */
    public RunEnvironment {
        variables = Map.copyOf(variables);
    }
}
