package dev.forkd.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forkd.wire.SnapshotInfo;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tag that the controller knows. */
record SnapshotEntry(
        String tag,
        Path directory,
        long createdAtUnix,
        @Nullable String branchedFrom,
        @Nullable Times times,
        @Nullable String warning,
        @Nullable String parentTag,
        boolean writing) {

    /** How long a branch took; the last three are only set for a diff branch. */
    record Times(
            long pauseMs, @Nullable Long diffMs, @Nullable Long diffPhysicalBytes, @Nullable Long diffLogicalBytes) {}

    static SnapshotEntry base(String tag, Path directory, long createdAtUnix) {
        return new SnapshotEntry(tag, directory, createdAtUnix, null, null, null, null, false);
    }

    SnapshotEntry finished() {
        return new SnapshotEntry(tag, directory, createdAtUnix, branchedFrom, times, warning, parentTag, false);
    }

    /** The tag in an answer, with the fields that the given version has (contract 4.2). */
    ObjectNode describe(EmulatedVersion version) {
        Times took = times;
        ObjectNode node = Json.object(new SnapshotInfo(
                tag,
                directory.toString(),
                createdAtUnix,
                branchedFrom,
                took == null ? null : took.pauseMs(),
                took == null ? null : took.diffMs(),
                took == null ? null : took.diffPhysicalBytes(),
                took == null ? null : took.diffLogicalBytes(),
                warning,
                writing ? "writing" : "ready",
                !writing));
        if (!version.since(EmulatedVersion.V0_3_4)) {
            node.remove("warning");
        }
        if (!version.since(EmulatedVersion.V0_5_0)) {
            node.remove("status");
        }
        if (!version.since(EmulatedVersion.BASELINE)) {
            node.remove(List.of("bootable"));
        }
        return node;
    }
}
