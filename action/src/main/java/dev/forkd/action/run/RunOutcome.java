package dev.forkd.action.run;

import java.util.List;

/**
 * How a run ended.
 *
 * @param exit how the process is to end
 * @param results what became of each sandbox; none if none was started
 * @param problem why the run could not be done, or empty
 * @param advice which input to change, or empty
 */
public record RunOutcome(Exit exit, List<ShardResult> results, String problem, String advice) {
    /**
     * Copies the list.
     *
     * @param exit how the process is to end
     * @param results of the sandboxes
     * @param problem or empty
     * @param advice or empty
     */
    public RunOutcome {
        results = List.copyOf(results);
    }
}
