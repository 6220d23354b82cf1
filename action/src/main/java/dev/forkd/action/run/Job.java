package dev.forkd.action.run;

import java.util.List;
import java.util.Map;

/**
 * A single execution of the program in a sandbox.
 *
 * @param name name for the log, or empty if the sandbox's number suffices
 * @param environment variables in addition to the sandbox's own
 * @param files lines for the file {@code $FORKD_ITEMS_FILE}; if empty, there is no such file
 */
public record Job(String name, Map<String, String> environment, List<String> files) {
    /**
     * Copies the collections.
     *
     * @param name name for the log
     * @param environment additional variables
     * @param files lines for the file
     */
    public Job {
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
    }
}
