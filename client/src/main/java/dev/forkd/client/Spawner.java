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

/**
 * Creates sandboxes: one call at a time per host, repeated only where that is safe, and without losing track of a
 * sandbox when an answer is lost.
 */
final class Spawner {
    private static final int REPEATS_WHEN_BUSY = 2;
    /** Shorter than build tools wait for a JVM to end before they kill it. */
    private static final Duration WAIT_WHEN_INTERRUPTED = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Transport transport;
    private final Answers answers;
    private final Timeouts timeouts;
    private final ControllerLock lock;
    private final Outage outage;
    private final RetryPolicy policy;
    private final Supplier<List<SandboxInfo>> listing;

    Spawner(
            Transport transport,
            Answers answers,
            Timeouts timeouts,
            ControllerLock lock,
            Outage outage,
            Supplier<List<SandboxInfo>> listing) {
        this.transport = transport;
        this.answers = answers;
        this.timeouts = timeouts;
        this.lock = lock;
        this.listing = listing;
        this.outage = outage;
        // A cut connection leaves create() as a failure only when it is certain that no sandbox was created, so
        // repeating is safe.
        this.policy = RetryPolicy.of(
                RetryPolicy.Rule.upTo(
                        REPEATS_WHEN_BUSY, RetryPolicy.Backoff.fixed(timeouts.spawnPause()), Spawner::busy),
                outage.disconnected());
    }

    List<SandboxInfo> spawn(SpawnRequest request) {
        Checks.spawn(request);
        Duration timeout = timeouts.spawn().plus(timeouts.spawnEach().multipliedBy(request.n()));
        Call call = Call.post("spawn", "/v1/sandboxes", answers.write(request), timeout);
        Failure failure = transport.failure(call);
        // The lock is held over all tries: a create whose connection was cut may still be going on, and no other may
        // overlap with it.
        try (ProcessLocks.Held held = lock.acquire(failure)) {
            assert held != null;
            return policy.run(failure, () -> create(call, request));
        }
    }

    private List<SandboxInfo> create(Call call, SpawnRequest request) {
        Set<String> before = new HashSet<>();
        listing.get().forEach(info -> before.add(info.id()));
        Answer answer;
        try {
            answer = transport.send(call);
        } catch (UnreachableException e) {
            if (e.kind() == UnreachableException.Kind.REFUSED) {
                throw e;
            }
            return adopt(call, request, before, e);
        } catch (InterruptedOperationException e) {
            return takeAlong(call, request, before, e);
        }
        List<SandboxInfo> created = answers.read(call, answer, new TypeReference<List<SandboxInfo>>() {});
        created.forEach(info -> requireSafeId(call, info));
        return List.copyOf(created);
    }

    /**
     * Finds the sandboxes of a create whose answer was lost. The controller may go on with the create for as long as a
     * restore may take, so sandboxes can still appear after a first look. The lock keeps other clients on this host
     * from creating any, so new sandboxes of the right tag are ours. If there are more than were asked for, another
     * host is creating some too; then none is adopted or deleted, because some of them are not ours.
     *
     * @throws UnreachableException the original one if nothing appears, so that the create may be repeated
     */
    private List<SandboxInfo> adopt(Call call, SpawnRequest request, Set<String> before, UnreachableException lost) {
        Duration limit = timeouts.restore().plus(timeouts.spawnEach().multipliedBy(request.n()));
        outage.say("The answer to a create was lost; looking for what it made, up to " + limit.toSeconds()
                + " s, before anything is repeated");
        Deadline deadline = Deadline.in(limit);
        while (true) {
            List<SandboxInfo> appeared = appeared(request, before);
            if (appeared.size() > request.n()) {
                throw ambiguous(call, appeared, lost);
            }
            if (appeared.size() == request.n() || (deadline.passed() && !appeared.isEmpty())) {
                return appeared;
            }
            if (deadline.passed()) {
                throw lost;
            }
            Pause.of(timeouts.spawnPause(), transport.failure(call));
        }
    }

    /**
     * Finds the sandboxes of a create during which the thread was interrupted. An interrupted thread is about to end, and
     * deletes its sandboxes first. The controller completes a create although its caller is gone, so this waits a moment for
     * the new sandboxes. Those that appear later are known only to the lease, and deleted by a later sweep.
     *
     * @throws InterruptedOperationException the original exception, if not all sandboxes appear in time
     */
    private List<SandboxInfo> takeAlong(
            Call call, SpawnRequest request, Set<String> before, InterruptedOperationException interrupted) {
        boolean wasInterrupted = Thread.interrupted();
        List<SandboxInfo> found = List.of();
        try {
            Deadline deadline = Deadline.in(WAIT_WHEN_INTERRUPTED);
            while (!deadline.passed() && found.size() < request.n()) {
                Pause.of(LOOK_EVERY, transport.failure(call));
                found = appeared(request, before);
            }
        } catch (ForkdException e) {
            interrupted.addSuppressed(e);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        // If there are too many, some belong to another host. If there are too few, the others may still appear, and a
        // later sweep finds them as long as the lease still names this spawn.
        if (found.size() != request.n()) {
            throw interrupted;
        }
        return found;
    }

    private List<SandboxInfo> appeared(SpawnRequest request, Set<String> before) {
        return listing.get().stream()
                .filter(info -> request.snapshotTag().equals(info.snapshotTag()) && !before.contains(info.id()))
                .toList();
    }

    /** Its kind is one that is never repeated, because a repetition would create even more sandboxes. */
    private UnreachableException ambiguous(Call call, List<SandboxInfo> appeared, UnreachableException lost) {
        String ids = appeared.stream().map(SandboxInfo::id).collect(Collectors.joining(", "));
        return new UnreachableException(
                UnreachableException.Kind.OTHER,
                transport
                        .failure(call)
                        .because("the answer was lost, and more sandboxes appeared than were asked for: "
                                + Text.shown(ids))
                        .advice("Another host uses this controller; find and delete those that nobody uses")
                        .cause(lost));
    }

    void requireSafeId(Call call, SandboxInfo info) {
        if (info == null || !Checks.isId(info.id())) {
            throw answers.unreadable(call, "a sandbox has no usable id");
        }
    }

    /** Recognises failures that pass by themselves, by their text (contract 5.1, 5.3 and 16). */
    private static boolean busy(ForkdException e) {
        if (!(e instanceof ControllerException)) {
            return false;
        }
        String text = e.why().toLowerCase(Locale.ROOT);
        return e.status().orElse(0) == 500
                && (text.contains("busy")
                        || text.contains("os error 16")
                        || text.contains("not supported after starting"));
    }
}
