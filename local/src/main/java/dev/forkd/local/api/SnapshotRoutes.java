package dev.forkd.local.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.Operation;
import dev.forkd.local.http.Field;
import dev.forkd.local.http.JsonBody;
import dev.forkd.local.http.Reply;
import dev.forkd.local.sandbox.Directories;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The routes for snapshots: list, create, delete, info, compact (contract 4.2). */
final class SnapshotRoutes {
    /**
     * The memory size that the real controller reports for every snapshot made over REST; nothing is reserved here.
     */
    private static final long GUEST_MEMORY = 512L << 20;

    private final Context context;

    SnapshotRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        EmulatedVersion ever = EmulatedVersion.V0_3_0;
        EmulatedVersion modern = EmulatedVersion.V0_5_0;
        String all = "/v1/snapshots";
        return List.of(
                Route.of("GET", all, ever, Operation.LIST_SNAPSHOTS, this::list),
                Route.of("POST", all, ever, Operation.CREATE_SNAPSHOT, this::create),
                Route.of("DELETE", all + "/:tag", ever, Operation.DELETE_SNAPSHOT, this::delete),
                Route.of("GET", all + "/:tag/info", modern, Operation.SNAPSHOT_INFO, this::info),
                Route.of("POST", all + "/:tag/compact", modern, Operation.COMPACT_SNAPSHOT, this::compact));
    }

    private Reply list(Call call) {
        context.snapshots().promote();
        ArrayNode list = Json.array();
        boolean twice = call.effect(Effect.ListTwice.class).isPresent();
        for (SnapshotEntry entry : context.snapshots().all()) {
            list.add(entry.describe(context.version()));
            if (twice) {
                list.add(entry.describe(context.version()));
            }
        }
        return Json.reply(200, list);
    }

    /** Makes the checks of the real controller and registers an empty tag. Nothing is booted, and there is no wait. */
    private Reply create(Call call) {
        JsonBody body = JsonBody.of(call.request());
        String tag = body.required("tag").string();
        String kernel = body.required("kernel").string();
        String rootfs = body.required("rootfs").string();
        body.present("rw").ifPresent(Field::bool);
        body.optional("tap").ifPresent(Field::string);
        BigInteger wait = body.present("boot_wait_secs").map(Field::unsigned).orElse(BigInteger.TEN);
        Tags.check("tag", tag);
        if (!Files.exists(Path.of(kernel))) {
            throw Json.failure(400, "kernel not found: " + kernel);
        }
        if (!Files.exists(Path.of(rootfs))) {
            throw Json.failure(400, "rootfs not found: " + rootfs);
        }
        if (wait.compareTo(BigInteger.valueOf(60)) > 0) {
            throw Json.failure(400, "boot_wait_secs must be ≤ 60");
        }
        if (context.snapshots().onDisk(tag)) {
            throw Json.failure(400, "snapshot " + tag + " already exists; DELETE first");
        }
        try {
            return Json.reply(201, context.snapshots().addBase(tag).describe(context.version()));
        } catch (IOException e) {
            throw Json.failure(500, "snapshot: " + e.getMessage());
        }
    }

    private Reply delete(Call call) {
        boolean modern = context.version().since(EmulatedVersion.V0_5_0);
        boolean cascade = modern && call.request().flag("cascade");
        boolean force = modern && call.request().flag("force");
        String tag = Tags.check("tag", call.name());
        if (cascade && force) {
            throw Json.failure(400, "set at most one of cascade, force");
        }
        SnapshotStore snapshots = context.snapshots();
        if (snapshots.find(tag).isEmpty() && !snapshots.onDisk(tag)) {
            throw Json.failure(404, "snapshot " + tag + " not found");
        }
        List<String> children = snapshots.children(tag);
        if (!children.isEmpty() && !cascade && !force) {
            throw Json.failure(
                    409,
                    "snapshot `" + tag + "` is the parent of " + children.size() + " chained snapshot(s): " + children
                            + "; rerun with ?cascade=true or ?force=true");
        }
        if (cascade) {
            snapshots.descendants(tag).forEach(snapshots::remove);
        }
        snapshots.remove(tag);
        return Reply.empty(204);
    }

    private Reply info(Call call) {
        String tag = Tags.check("tag", call.name());
        SnapshotEntry entry =
                context.snapshots().find(tag).orElseThrow(() -> Json.failure(404, "snapshot " + tag + " not found"));
        List<String> ancestors = context.snapshots().ancestors(tag);
        ObjectNode node = Json.object();
        node.put("tag", tag);
        node.put("dir", entry.directory().toString());
        node.put("created_at_unix", entry.createdAtUnix());
        node.put("memory_logical_bytes", GUEST_MEMORY);
        try {
            node.put("memory_physical_bytes", Directories.size(entry.directory()));
        } catch (IOException e) {
            throw Json.failure(500, "compute size for " + tag + ": " + e.getMessage());
        }
        node.put("vmstate_bytes", 0);
        if (entry.parentTag() != null) {
            node.put("parent_tag", entry.parentTag());
        }
        node.put("chain_depth", ancestors.size());
        context.snapshots().children(tag).forEach(node.putArray("dependents")::add);
        ancestors.forEach(node.putArray("ancestors")::add);
        return Json.reply(200, node);
    }

    private Reply compact(Call call) throws InterruptedException {
        String to = JsonBody.of(call.request()).required("to").string();
        String tag = Tags.check("tag", call.name());
        Tags.check("to", to);
        if (to.equals(tag)) {
            throw Json.failure(400, "to must differ from the source tag");
        }
        if (context.snapshots().onDisk(to)) {
            throw Json.failure(409, "snapshot " + to + " already exists; DELETE first");
        }
        SnapshotEntry source = context.snapshots()
                .find(tag)
                .orElseThrow(() -> Json.failure(500, "resolve chain for `" + tag + "`: snapshot not found"));
        Path directory = context.snapshots().directory(to);
        try {
            Directories.copy(source.directory(), directory);
        } catch (IOException e) {
            throw Json.failure(500, "compact: " + e.getMessage());
        }
        SnapshotEntry entry = new SnapshotEntry(
                to, directory, Instant.now().getEpochSecond(), "compact:" + tag, null, null, null, false);
        return Json.reply(200, context.snapshots().put(entry).describe(context.version()));
    }
}
