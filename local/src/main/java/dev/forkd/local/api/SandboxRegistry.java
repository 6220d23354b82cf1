package dev.forkd.local.api;

import dev.forkd.local.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The sandboxes that the controller knows, and the numbers of their network namespaces. The namespaces do not really
 * exist; their numbers follow the rule of the real allocator (contract 5.2).
 */
final class SandboxRegistry {
    private final Map<String, LiveSandbox> byId = new ConcurrentSkipListMap<>();
    private final Set<Integer> reserved = new HashSet<>();
    private boolean tapTaken;
    private int created;
    private boolean closed;

    Optional<LiveSandbox> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Sorted by id. */
    List<LiveSandbox> all() {
        return List.copyOf(byId.values());
    }

    int size() {
        return byId.size();
    }

    /** Reserves {@code n} consecutive namespaces and returns the number before the first one. */
    synchronized int reserve(int n) {
        int offset = 0;
        for (int i = 1; i <= n; i++) {
            if (reserved.contains(offset + i)) {
                offset += i;
                i = 0;
            }
        }
        for (int i = 1; i <= n; i++) {
            reserved.add(offset + i);
        }
        return offset;
    }

    /** Takes the host's only tap device; {@code false} if it is already taken. */
    synchronized boolean takeTap() {
        boolean free = !tapTaken;
        tapTaken = true;
        return free;
    }

    /** Gives back the namespaces that a failed create had reserved. */
    synchronized void release(int offset, int n) {
        for (int i = 1; i <= n; i++) {
            reserved.remove(offset + i);
        }
    }

    synchronized void releaseTap() {
        tapTaken = false;
    }

    synchronized List<LiveSandbox> register(List<Sandbox> sandboxes, List<LiveSandbox.Origin> origins) {
        if (closed) {
            sandboxes.forEach(Sandbox::kill);
            throw Json.failure(500, "restore_many: the controller is closing");
        }
        List<LiveSandbox> entries = new ArrayList<>();
        for (int i = 0; i < sandboxes.size(); i++) {
            LiveSandbox.Origin origin = origins.get(i);
            String id = String.format("sb-%x-%04x", origin.createdAtUnix(), created);
            created++;
            LiveSandbox entry = new LiveSandbox(id, created, origin, sandboxes.get(i));
            byId.put(id, entry);
            entries.add(entry);
        }
        return entries;
    }

    /** Forgets a sandbox and frees its namespace. Of two simultaneous calls only one gets the sandbox. */
    synchronized Optional<LiveSandbox> remove(String id) {
        Optional<LiveSandbox> entry = Optional.ofNullable(byId.remove(id));
        entry.ifPresent(gone -> {
            if (gone.origin().namespace() == 0) {
                releaseTap();
            } else {
                release(gone.origin().namespace() - 1, 1);
            }
        });
        return entry;
    }

    /** Refuses further sandboxes, and kills those that exist. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        clear();
    }

    /** Removes and kills all sandboxes, in parallel. */
    void clear() {
        all().parallelStream().forEach(entry -> remove(entry.id()).ifPresent(LiveSandbox::delete));
    }
}
