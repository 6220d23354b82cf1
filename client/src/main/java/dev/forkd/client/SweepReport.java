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

    static SweepReport problem(String sentence) {
        return new SweepReport(0, List.of(), List.of(), List.of(sentence));
    }

    static SweepReport all(List<SweepReport> reports) {
        return new SweepReport(
                reports.stream().mapToInt(SweepReport::leases).sum(),
                reports.stream().flatMap(report -> report.sandboxes().stream()).toList(),
                reports.stream().flatMap(report -> report.tags().stream()).toList(),
                reports.stream().flatMap(report -> report.problems().stream()).toList());
    }
}
