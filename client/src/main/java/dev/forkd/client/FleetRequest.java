package dev.forkd.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which sandboxes a {@link Fleet} is to have.
 *
 * @param snapshotTag tag to fork from
 * @param n how many sandboxes, 1 to 1000
 * @param perChildNetns whether each sandbox gets a network namespace of its own; needed for more than one
 *     (contract 5.2)
 * @param memoryLimitMib limit on each VM process in MiB, or {@code null} for none (contract 5.5)
 * @param prewarm whether to take a throw-away snapshot of each sandbox first
 * @param readyWithin how long a sandbox may take to answer its first ping, usually 10 seconds
 * @param maxReplacements how many silent or dead sandboxes may be replaced during the fleet's life
 * @param atLeast with how many sandboxes the fleet may go on once the replacements are used up, 1 to {@code n}
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
     * Checks {@code atLeast}; the tag, {@code n} and the memory limit are checked when sandboxes are spawned.
     *
     * @param snapshotTag tag to fork from
     * @param n how many sandboxes
     * @param perChildNetns whether each sandbox gets a network namespace of its own
     * @param memoryLimitMib limit in MiB, or {@code null} for none
     * @param prewarm whether to take a throw-away snapshot of each sandbox first
     * @param readyWithin how long a sandbox may take to answer its first ping
     * @param maxReplacements how many sandboxes may be replaced
     * @param atLeast with how many sandboxes the fleet may go on
     * @throws InvalidRequestException if {@code atLeast} is out of range
     */
    public FleetRequest {
        if (atLeast < 1 || atLeast > n) {
            throw Checks.refused(
                    "starting the fleet", atLeast + " of " + n + " sandboxes cannot be the least", "Use 1 to n");
        }
    }

    /**
     * A request that needs all its sandboxes: {@code atLeast} is {@code n}.
     *
     * @param snapshotTag tag to fork from
     * @param n how many sandboxes
     * @param perChildNetns whether each sandbox gets a network namespace of its own
     * @param memoryLimitMib limit in MiB, or {@code null} for none
     * @param prewarm whether to take a throw-away snapshot of each sandbox first
     * @param readyWithin how long a sandbox may take to answer its first ping
     * @param maxReplacements how many sandboxes may be replaced
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
