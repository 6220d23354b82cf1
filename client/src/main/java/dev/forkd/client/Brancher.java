package dev.forkd.client;

import dev.forkd.wire.BranchRequest;
import dev.forkd.wire.SnapshotInfo;
import java.time.Duration;

/**
 * Branches sandboxes. A branch never overlaps with another create or branch call from this host, and is never cut short
 * (contract 8).
 */
final class Brancher {
    private static final RetryPolicy.Backoff BACK_OFF =
            RetryPolicy.Backoff.between(Duration.ofMillis(250), Duration.ofSeconds(2));

    private final Transport transport;
    private final Answers answers;
    private final Timeouts timeouts;
    private final ControllerLock lock;
    private final RetryPolicy policy;

    Brancher(Transport transport, Answers answers, Timeouts timeouts, ControllerLock lock, Outage outage) {
        this.transport = transport;
        this.answers = answers;
        this.timeouts = timeouts;
        this.lock = lock;
        // A branch that may have reached the controller is never repeated, because its source is then dead
        // (contract 8.5).
        this.policy = RetryPolicy.of(
                RetryPolicy.Rule.within(timeouts.branchSlot(), BACK_OFF, Brancher::allSlotsTaken), outage.unsent());
    }

    SnapshotInfo branch(String id, BranchRequest request) {
        Checks.id("branch", id);
        Checks.tag("branch", request.tag());
        Call call = Call.post("branch", "/v1/sandboxes/" + id + "/branch", answers.write(request), timeouts.branch())
                .in(id)
                .toTheEnd();
        // The lock is released between tries: other clients hold all branch slots, and may need the lock to finish.
        return policy.run(transport.failure(call), () -> once(call));
    }

    private static boolean allSlotsTaken(ForkdException e) {
        return e instanceof CapacityException && e.status().orElse(0) == 503;
    }

    private SnapshotInfo once(Call call) {
        try (ProcessLocks.Held held = lock.acquire(transport.failure(call))) {
            assert held != null;
            Answer answer = transport.send(call);
            SnapshotInfo info = answers.read(call, answer, SnapshotInfo.class);
            if (answer.status() != 201 || "writing".equals(info.status()) || "failed".equals(info.status())) {
                throw answers.unreadable(
                        call,
                        "the tag is not ready although the branch was asked to finish (status " + answer.status()
                                + ")");
            }
            return info;
        }
    }
}
