package dev.forkd.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which sandboxes a {@link Fleet} shall have.
 *
 * @param snapshotTag tag to fork from
 * @param n how many, 1 to 1000
 * @param perChildNetns whether each gets a network namespace of its own; needed for more than one (contract 5.2)
 * @param memoryLimitMib limit on each VM process in MiB, or {@code null} for none (contract 5.5)
 * @param prewarm whether to take a throw-away snapshot of each first
 * @param readyWithin how long a sandbox may take to answer its first ping, usually 10 seconds
 * @param maxReplacements how many silent or dead sandboxes may be replaced during the fleet's life
 * @param atLeast with how many it may go on when the replacements are used up, 1 to {@code n}
 */
public record FleetRequest(
        String snapshotTag,
        int n,
        boolean perChildNetns,
        @Nullable Long memoryLimitMib,
        boolean prewarm,
        Duration readyWithin,
        int maxReplacements,
        int atLeast) {
    /**
     * Checks the numbers.
     *
     * @param snapshotTag tag
     * @param n how many
     * @param perChildNetns whether each has its own network namespace
     * @param memoryLimitMib limit or {@code null}
     * @param prewarm whether to prewarm
     * @param readyWithin limit of the first ping
     * @param maxReplacements limit of replacements
     * @param atLeast how many will do
     * @throws InvalidRequestException if {@code atLeast} is out of range
     */
    public FleetRequest {
        if (atLeast < 1 || atLeast > n) {
            throw Checks.refused(
                    "starting the fleet", atLeast + " of " + n + " sandboxes cannot be the least", "Use 1 to n");
        }
    }

    /**
     * A request that is not content with fewer.
     *
     * @param snapshotTag tag
     * @param n how many
     * @param perChildNetns whether each has its own network namespace
     * @param memoryLimitMib limit or {@code null}
     * @param prewarm whether to prewarm
     * @param readyWithin limit of the first ping
     * @param maxReplacements limit of replacements
     */
    public FleetRequest(
            String snapshotTag,
            int n,
            boolean perChildNetns,
            @Nullable Long memoryLimitMib,
            boolean prewarm,
            Duration readyWithin,
            int maxReplacements) {
        this(snapshotTag, n, perChildNetns, memoryLimitMib, prewarm, readyWithin, maxReplacements, Math.max(1, n));
    }
}
