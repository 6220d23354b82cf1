package dev.forkd.client;

import java.util.List;

/**
 * What {@link Leases#sweep} did.
 *
 * @param leases how many leases of dead owners it found
 * @param sandboxes ids that it deleted, or found deleted
 * @param tags tags that it deleted, or found deleted
 * @param problems what is left and why, in sentences
 */
public record SweepReport(int leases, List<String> sandboxes, List<String> tags, List<String> problems) {
    /**
     * Copies the lists.
     *
     * @param leases how many
     * @param sandboxes ids
     * @param tags tags
     * @param problems sentences
     */
    public SweepReport {
        sandboxes = List.copyOf(sandboxes);
        tags = List.copyOf(tags);
        problems = List.copyOf(problems);
    }
}
