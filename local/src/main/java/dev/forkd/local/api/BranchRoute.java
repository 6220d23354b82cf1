package dev.forkd.local.api;

import dev.forkd.local.fault.Effect;
import dev.forkd.local.http.ConnectionDrop;
import dev.forkd.local.http.Field;
import dev.forkd.local.http.JsonBody;
import dev.forkd.local.http.Reply;
import dev.forkd.local.sandbox.Directories;
import dev.forkd.local.sandbox.SnapshotDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/sandboxes/:id/branch} (contract 8). Files are always captured, processes only where this machine can
 * copy them; otherwise the answer's {@code warning} says so.
 *
 * <p>The real controller kills the source if the client disconnects before the answer (contract 8.5). This server
 * cannot notice a disconnect; {@link Effect.DisconnectDuringBranch} produces the consequences.
 */
final class BranchRoute {
    private static final String FILES_ONLY = "local controller: files only, processes are not captured: ";

    private final Context context;

    BranchRoute(Context context) {
        this.context = context;
    }

    private enum Mode {
        FULL,
        DIFF,
        LIVE
    }

    private record Wanted(
            String tag,
            @Nullable String mode,
            boolean diff,
            boolean measureDiff,
            boolean live,
            boolean waiting,
            @Nullable String parentTag) {

        Mode effectiveMode() {
            if (live || "live".equals(mode)) {
                return Mode.LIVE;
            }
            return diff || "diff".equals(mode) ? Mode.DIFF : Mode.FULL;
        }
    }

    Reply run(Call call) throws InterruptedException {
        Wanted wanted = parse(call, JsonBody.of(call.request()));
        Tags.check("tag", wanted.tag());
        context.slots().take(wanted.tag());
        try {
            return inSlot(call, wanted);
        } finally {
            context.slots().release(wanted.tag());
        }
    }

    private Wanted parse(Call call, JsonBody body) {
        boolean modern = context.version().since(EmulatedVersion.V0_5_0);
        return new Wanted(
                body.optional("tag").map(Field::string).orElseGet(() -> defaultTag(call.name())),
                modern
                        ? body.optional("mode")
                                .map(field -> field.oneOf(List.of("full", "diff", "live")))
                                .orElse(null)
                        : null,
                body.present("diff").map(Field::bool).orElse(false),
                body.present("measure_diff").map(Field::bool).orElse(false),
                modern && body.present("live").map(Field::bool).orElse(false),
                !modern || body.present("wait").map(Field::bool).orElse(true),
                modern ? body.optional("parent_tag").map(Field::string).orElse(null) : null);
    }

    private String defaultTag(String id) {
        String tag = "branch-" + id + "-" + Instant.now().getEpochSecond();
        return context.version().since(EmulatedVersion.V0_5_3)
                ? tag + "-" + UUID.randomUUID().toString().substring(0, 4)
                : tag;
    }

    /** Makes the checks in the same order as the real handler (contract 8.1). */
    private Reply inSlot(Call call, Wanted wanted) throws InterruptedException {
        if (wanted.mode() != null && (wanted.diff() || wanted.live() || wanted.measureDiff())) {
            throw Json.failure(
                    400, "set either mode (full|diff|live) OR the legacy diff/live/measure_diff flags, not both");
        }
        if ((wanted.diff() ? 1 : 0) + (wanted.live() ? 1 : 0) + (wanted.measureDiff() ? 1 : 0) > 1) {
            throw Json.failure(400, "set at most one of measure_diff, diff, live");
        }
        Mode mode = wanted.effectiveMode();
        if (!wanted.waiting() && mode != Mode.LIVE) {
            throw Json.failure(400, "wait: false requires live mode");
        }
        if (context.snapshots().onDisk(wanted.tag())) {
            throw Json.failure(409, "snapshot " + wanted.tag() + " already exists; DELETE first");
        }
        LiveSandbox source = context.sandbox(call.name());
        checkParent(wanted, mode, source);
        if (!source.beginBranch()) {
            throw Json.failure(404, "sandbox " + call.name() + " not found");
        }
        try {
            return branch(call, wanted, mode, source);
        } finally {
            source.endBranch();
        }
    }

    private void checkParent(Wanted wanted, Mode mode, LiveSandbox source) {
        if (wanted.parentTag() != null
                && (mode != Mode.DIFF
                        || !wanted.parentTag().equals(source.origin().tag()))) {
            throw Json.failure(400, "parent_tag requires a diff branch and must be the source's snapshot_tag");
        }
        if (mode == Mode.DIFF && source.hasBranched() && !context.version().since(EmulatedVersion.V0_3_4)) {
            throw Json.failure(400, "diff is only supported for the first branch of a sandbox");
        }
    }

    private Reply branch(Call call, Wanted wanted, Mode mode, LiveSandbox source) throws InterruptedException {
        if (mode == Mode.LIVE && !source.origin().liveFork()) {
            throw Json.failure(500, "branch: live mode requires a sandbox spawned with live_fork: true");
        }
        Path directory = context.snapshots().directory(wanted.tag());
        Effect.FailLeavingPaused paused =
                call.effect(Effect.FailLeavingPaused.class).orElse(null);
        if (paused != null) {
            source.agent(LiveSandbox.Agent.SILENT);
            throw Json.failure(500, "branch: " + paused.error());
        }
        if (!source.sandbox().alive()) {
            throw Json.failure(500, "branch: connect: Connection refused (os error 111)");
        }
        long begin = System.nanoTime();
        SnapshotEntry entry;
        try {
            Optional<String> filesOnly = source.sandbox().copyTo(new SnapshotDirectory(directory));
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            String warning = filesOnly.map(why -> FILES_ONLY + why).orElse(null);
            entry = entry(wanted, mode, source, directory, took.toMillis(), warning);
        } catch (IOException e) {
            Directories.deleteQuietly(directory);
            source.agent(LiveSandbox.Agent.SILENT); // After a failure the real one is not resumed (contract 8.5).
            throw Json.failure(500, "branch: " + e.getMessage());
        }
        if (call.effect(Effect.DisconnectDuringBranch.class).isPresent()) {
            source.dropHandle();
            throw new ConnectionDrop();
        }
        source.branched(directory);
        context.snapshots().put(entry);
        return Json.reply(entry.writing() ? 202 : 201, entry.describe(context.version()));
    }

    private static SnapshotEntry entry(
            Wanted wanted, Mode mode, LiveSandbox source, Path directory, long millis, @Nullable String warning)
            throws IOException {
        SnapshotEntry.Times times;
        if (mode == Mode.DIFF) {
            long bytes = Directories.size(directory);
            times = new SnapshotEntry.Times(millis, millis, bytes, bytes);
        } else {
            times = new SnapshotEntry.Times(millis, null, null, null);
        }
        return new SnapshotEntry(
                wanted.tag(),
                directory,
                Instant.now().getEpochSecond(),
                source.id(),
                times,
                warning,
                wanted.parentTag(),
                !wanted.waiting());
    }
}
