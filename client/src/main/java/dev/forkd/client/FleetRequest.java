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
 */
public record FleetRequest(
        String snapshotTag,
        int n,
        boolean perChildNetns,
        @Nullable Long memoryLimitMib,
        boolean prewarm,
        Duration readyWithin,
        int maxReplacements) {}
