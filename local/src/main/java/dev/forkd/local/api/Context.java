package dev.forkd.local.api;

import dev.forkd.local.sandbox.SandboxHost;
import org.jspecify.annotations.Nullable;

/** The objects that all handlers share. */
record Context(
        ApiSettings settings,
        SandboxHost host,
        SandboxRegistry sandboxes,
        SnapshotStore snapshots,
        BranchSlots slots,
        Timers timers) {

    EmulatedVersion version() {
        return settings.version();
    }

    @Nullable
    String implementation() {
        return settings.implementation();
    }

    LiveSandbox sandbox(String id) {
        return sandboxes.find(id).orElseThrow(() -> Json.failure(404, "sandbox " + id + " not found"));
    }
}
