package dev.forkd.client;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.forkd.wire.SandboxInfo;
import dev.forkd.wire.SpawnRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Creates sandboxes: one call at a time per host, repeated only where that is safe, and nothing lost on the way. */
final class Spawner {
    private static final int TRIES = 3;

    private final Transport transport;
    private final Answers answers;
    private final Timeouts timeouts;
    private final ControllerLock lock;
    private final Supplier<List<SandboxInfo>> listing;

    Spawner(
            Transport transport,
            Answers answers,
            Timeouts timeouts,
            ControllerLock lock,
            Supplier<List<SandboxInfo>> listing) {
        this.transport = transport;
        this.answers = answers;
        this.timeouts = timeouts;
        this.lock = lock;
        this.listing = listing;
    }

    List<SandboxInfo> spawn(SpawnRequest request) {
        Checks.spawn(request);
        Duration timeout = timeouts.spawn().plus(timeouts.spawnEach().multipliedBy(request.n()));
        Call call = Call.post("spawn", "/v1/sandboxes", answers.write(request), timeout);
        try (ProcessLocks.Held held = lock.acquire(transport.failure(call))) {
            assert held != null;
            for (int attempt = 1; ; attempt++) {
                try {
                    return create(call, request);
                } catch (ControllerException e) {
                    if (attempt == TRIES || !busy(e)) {
                        throw e;
                    }
                    Pause.of(timeouts.spawnPause(), transport.failure(call));
                }
            }
        }
    }

    private List<SandboxInfo> create(Call call, SpawnRequest request) {
        Set<String> before = new HashSet<>();
        listing.get().forEach(info -> before.add(info.id()));
        Answer answer;
        try {
            answer = transport.send(call);
        } catch (UnreachableException e) {
            if (Transport.refused(e)) {
                throw e;
            }
            return adopt(call, request, before, e);
        }
        List<SandboxInfo> created = answers.read(call, answer, new TypeReference<List<SandboxInfo>>() {});
        created.forEach(info -> requireSafeId(call, info));
        return List.copyOf(created);
    }

    /**
     * Finds the sandboxes of a create whose answer was lost. Under the lock nobody else on this host creates any,
     * so what is new and of the right tag is ours, unless there is more of it than we asked for: then another
     * host is at work as well, and deleting could hit its sandboxes.
     */
    private List<SandboxInfo> adopt(Call call, SpawnRequest request, Set<String> before, UnreachableException lost) {
        List<SandboxInfo> appeared = listing.get().stream()
                .filter(info -> request.snapshotTag().equals(info.snapshotTag()) && !before.contains(info.id()))
                .toList();
        if (appeared.isEmpty()) {
            throw lost;
        }
        if (appeared.size() > request.n()) {
            String ids = appeared.stream().map(SandboxInfo::id).collect(Collectors.joining(", "));
            throw new UnreachableException(transport
                    .failure(call)
                    .because("the answer was lost, and more sandboxes appeared than were asked for: " + Text.shown(ids))
                    .advice("Another host uses this controller; find and delete those that nobody uses")
                    .cause(lost));
        }
        return appeared;
    }

    void requireSafeId(Call call, SandboxInfo info) {
        if (info == null || !Checks.isId(info.id())) {
            throw answers.unreadable(call, "a sandbox has no usable id");
        }
    }

    /** Texts of the failures that pass (contract 5.1, 5.3 and 16). */
    private static boolean busy(ControllerException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return e.status().orElse(0) == 500
                && (text.contains("busy")
                        || text.contains("os error 16")
                        || text.contains("not supported after starting"));
    }
}
