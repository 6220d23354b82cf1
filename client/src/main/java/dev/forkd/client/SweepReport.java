package dev.forkd.client;

import java.util.List;

/**
 * The result of {@link Leases#sweep}.
 *
 * @param leases number of leases of dead owners that were found
 * @param sandboxes ids of sandboxes that were deleted, or already gone
 * @param tags tags that were deleted, or already gone
 * @param problems what is left and why, in sentences
 */
public record SweepReport(int leases, List<String> sandboxes, List<String> tags, List<String> problems) {
    /**
     * Copies the lists.
     *
     * @param leases number of leases
     * @param sandboxes ids of sandboxes
     * @param tags names of tags
     * @param problems what is left and why
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
