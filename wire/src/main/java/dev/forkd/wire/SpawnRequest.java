package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/sandboxes} (contract 4.3). The client checks the values before it sends them.
 *
 * @param snapshotTag tag to fork from
 * @param n how many sandboxes, 1 to 1000
 * @param perChildNetns whether each sandbox gets a network namespace of its own; needed for more than one
 * @param memoryLimitMib limit on the VM process in MiB, or {@code null} for none; never below the guest's RAM
 * @param prewarm whether to take a throw-away snapshot of each sandbox first
 */
public record SpawnRequest(
        @JsonProperty("snapshot_tag") String snapshotTag,
        @JsonProperty("n") int n,
        @JsonProperty("per_child_netns") boolean perChildNetns,
        @JsonProperty("memory_limit_mib") @Nullable Long memoryLimitMib,
        @JsonProperty("prewarm") boolean prewarm) {}
