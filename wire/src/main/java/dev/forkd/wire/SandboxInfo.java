package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox as the controller lists it (contract 4.3).
 *
 * @param id the id, made by the controller, {@code sb-<unixhex>-<seq>}
 * @param snapshotTag the tag it was forked from
 * @param netns its network namespace, or {@code null} if it shares the host's network device
 * @param guestAddress address of the agent inside the namespace; the same for every sandbox
 * @param createdAtUnix time of creation, in seconds since the epoch
 * @param pid process id of the VM on the controller's host
 * @param memoryLimitMib the requested memory limit in MiB, which is not necessarily enforced
 * @param hasBranched whether it was branched before (since 0.3.0)
 * @param lastBranchMemoryPath path of the memory file of its last branch (since 0.3.1)
 * @param branchCount number of branches taken from it (since 0.3.4)
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SandboxInfo(
        @JsonProperty(value = "id", required = true) String id,
        @JsonProperty("snapshot_tag") @Nullable String snapshotTag,
        @JsonProperty("netns") @Nullable String netns,
        @JsonProperty("guest_addr") @Nullable String guestAddress,
        @JsonProperty("created_at_unix") long createdAtUnix,
        @JsonProperty("pid") long pid,
        @JsonProperty("memory_limit_mib") @Nullable Long memoryLimitMib,
        @JsonProperty("has_branched") boolean hasBranched,
        @JsonProperty("last_branch_memory_path") @Nullable String lastBranchMemoryPath,
        @JsonProperty("branch_count") long branchCount) {}
