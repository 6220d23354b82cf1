package dev.forkd.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot tag as the controller lists it (contract 4.2). A tag is usable only if no entry for it is {@code writing}
 * or {@code failed}.
 *
 * @param tag the tag, {@code [A-Za-z0-9_-]{1,64}}
 * @param dir its directory on the controller's host
 * @param createdAtUnix time of creation, in seconds since the epoch
 * @param branchedFrom id of the sandbox that it was branched from, if any
 * @param pauseMs how long the source was paused, in milliseconds
 * @param diffMs how long writing the diff took, in milliseconds
 * @param diffPhysicalBytes bytes that the diff takes on the disk
 * @param diffLogicalBytes size of the diff including holes
 * @param warning a warning from the controller, in words
 * @param status {@code writing}, {@code ready} or {@code failed}; absent before 0.5.0
 * @param bootable whether its files are complete; only newer controllers say so
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SnapshotInfo(
        @JsonProperty(value = "tag", required = true) String tag,
        @JsonProperty("dir") @Nullable String dir,
        @JsonProperty("created_at_unix") long createdAtUnix,
        @JsonProperty("branched_from") @Nullable String branchedFrom,
        @JsonProperty("pause_ms") @Nullable Long pauseMs,
        @JsonProperty("diff_ms") @Nullable Long diffMs,
        @JsonProperty("diff_physical_bytes") @Nullable Long diffPhysicalBytes,
        @JsonProperty("diff_logical_bytes") @Nullable Long diffLogicalBytes,
        @JsonProperty("warning") @Nullable String warning,
        @JsonProperty("status") @Nullable String status,
        @JsonProperty("bootable") @Nullable Boolean bootable) {}
