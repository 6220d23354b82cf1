package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/sandboxes/:id/branch} with the only fields that every version understands
 * (contract 10.1).
 *
 * @param tag name of the new tag, {@code [A-Za-z0-9_-]{1,64}}
 * @param diff {@code true} for a diff branch, which pauses the sandbox only while dirty pages are written; {@code null}
 *     for a full one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BranchRequest(@JsonProperty("tag") String tag, @JsonProperty("diff") @Nullable Boolean diff) {}
