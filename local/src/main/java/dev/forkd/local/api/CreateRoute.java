package dev.forkd.local.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.forkd.local.fault.Effect;
import dev.forkd.local.http.Field;
import dev.forkd.local.http.JsonBody;
import dev.forkd.local.http.Reply;
import dev.forkd.local.sandbox.Sandbox;
import dev.forkd.local.sandbox.SnapshotDirectory;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/sandboxes} (contract 4.3, 5.1, 5.2). */
final class CreateRoute {
    private static final String TAP_BUSY =
            "restore_many: load snapshot: Open tap device failed: Error while creating ifreq structure: "
                    + "Resource busy (os error 16)";

    private final Context context;

    CreateRoute(Context context) {
        this.context = context;
    }

    private record Wanted(String tag, int n, boolean perChildNetns, @Nullable Long memoryLimitMib, boolean liveFork) {}

    Reply run(Call call) throws InterruptedException {
        Wanted wanted = parse(JsonBody.of(call.request()));
        SnapshotEntry snapshot = context.snapshots()
                .find(wanted.tag())
                .orElseThrow(() -> Json.failure(404, "snapshot " + wanted.tag() + " not found"));
        if (wanted.liveFork() && snapshot.parentTag() != null) {
            throw Json.failure(400, "live_fork is not supported for chained snapshots");
        }
        int n = Math.min(
                wanted.n(),
                call.effect(Effect.AtMost.class).map(Effect.AtMost::count).orElse(wanted.n()));
        List<LiveSandbox> created = wanted.perChildNetns() ? inNamespaces(wanted, n) : onHostTap(wanted, n);
        int mute =
                call.effect(Effect.MuteFirst.class).map(Effect.MuteFirst::count).orElse(0);
        created.stream().limit(mute).forEach(entry -> entry.agent(LiveSandbox.Agent.SILENT));
        ArrayNode list = Json.array();
        created.forEach(entry -> list.add(entry.describe(context.version())));
        return Json.reply(201, list);
    }

    private Wanted parse(JsonBody body) {
        String tag = body.required("snapshot_tag").string();
        BigInteger n = body.present("n").map(Field::unsigned).orElse(BigInteger.ONE);
        boolean perChildNetns = body.present("per_child_netns").map(Field::bool).orElse(false);
        Long memoryLimitMib = body.optional("memory_limit_mib")
                .map(Field::unsigned)
                .map(BigInteger::longValue)
                .orElse(null);
        body.present("prewarm").ifPresent(Field::bool);
        boolean liveFork = context.version().since(EmulatedVersion.V0_5_0)
                && body.present("live_fork").map(Field::bool).orElse(false);
        if (n.signum() == 0) {
            throw Json.failure(400, "n must be ≥ 1");
        }
        if (n.compareTo(BigInteger.valueOf(1000)) > 0) {
            throw Json.failure(400, "n must be ≤ 1000 (sanity cap)");
        }
        Tags.check("snapshot_tag", tag);
        return new Wanted(tag, n.intValue(), perChildNetns, memoryLimitMib, liveFork);
    }

    private List<LiveSandbox> inNamespaces(Wanted wanted, int n) throws InterruptedException {
        int offset = context.sandboxes().reserve(n);
        boolean done = false;
        try {
            int missing = context.settings().namespaces() - offset + 1;
            if (missing <= n) {
                context.timers().contract(Duration.ofSeconds(5));
                throw Json.failure(
                        500,
                        "restore_many: socket /tmp/forkd-daemon-" + wanted.tag() + "-o" + offset + "/child-"
                                + Math.max(1, missing) + ".sock never appeared within 5s");
            }
            List<LiveSandbox> created = start(wanted, n, offset);
            done = true;
            return created;
        } finally {
            if (!done) {
                context.sandboxes().release(offset, n);
            }
        }
    }

    /** With a single tap device a second VM fails, and all VMs of the same call with it. */
    private List<LiveSandbox> onHostTap(Wanted wanted, int n) throws InterruptedException {
        if (!context.settings().oneTap()) {
            return start(wanted, n, -1);
        }
        boolean mine = context.sandboxes().takeTap();
        boolean done = false;
        try {
            if (!mine || n > 1) {
                if (context.version().since(EmulatedVersion.V0_3_4)) {
                    context.timers().contract(Duration.ofSeconds(1)); // The real controller tries three more times.
                }
                throw Json.failure(500, TAP_BUSY);
            }
            List<LiveSandbox> created = start(wanted, 1, -1);
            done = true;
            return created;
        } finally {
            if (mine && !done) {
                context.sandboxes().releaseTap();
            }
        }
    }

    private List<LiveSandbox> start(Wanted wanted, int n, int offset) throws InterruptedException {
        SnapshotDirectory files = new SnapshotDirectory(context.snapshots()
                .find(wanted.tag())
                .map(SnapshotEntry::directory)
                .orElseGet(() -> context.snapshots().directory(wanted.tag())));
        List<Sandbox> started;
        try {
            started = context.host().start(n, files, wanted.perChildNetns());
        } catch (IOException e) {
            throw Json.failure(500, "restore_many: " + e.getMessage());
        }
        long now = Instant.now().getEpochSecond();
        List<LiveSandbox.Origin> origins = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            origins.add(new LiveSandbox.Origin(
                    wanted.tag(), offset < 0 ? 0 : offset + i, wanted.memoryLimitMib(), wanted.liveFork(), now));
        }
        return context.sandboxes().register(started, origins);
    }
}
