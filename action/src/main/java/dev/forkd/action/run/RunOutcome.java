package dev.forkd.action.run;

import java.util.List;

/**
 * How a run ended.
 *
 * @param exit the exit code
 * @param results the result of each sandbox; empty if none was started
 * @param problem why the run could not be done, or empty
 * @param advice which input to change, or empty
 */
public record RunOutcome(Exit exit, List<ShardResult> results, String problem, String advice) {
    /**
     * Copies the list.
     *
     * @param exit the exit code
     * @param results the result of each sandbox
     * @param problem why the run could not be done, or empty
     * @param advice which input to change, or empty
     */
    public RunOutcome {
        results = List.copyOf(results);
    }
}
