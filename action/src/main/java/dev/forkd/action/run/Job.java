package dev.forkd.action.run;

import java.util.List;
import java.util.Map;

/**
 * One run of the program in a sandbox.
 *
 * @param name for people, or empty when the sandbox's number says enough
 * @param environment added to the sandbox's own variables
 * @param files names that the program finds, one per line, in the file {@code $FORKD_ITEMS_FILE}; empty for no such file
 */
public record Job(String name, Map<String, String> environment, List<String> files) {
    /**
     * Copies the collections.
     *
     * @param name for people
     * @param environment variables
     * @param files names
     */
    public Job {
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
    }
}
