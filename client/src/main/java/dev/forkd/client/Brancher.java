package dev.forkd.client;

import dev.forkd.wire.BranchRequest;
import dev.forkd.wire.SnapshotInfo;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Branches sandboxes: never at the same time as a create of this host, and never cut short (contract 8). */
final class Brancher {
    private static final long MIN_BACK_OFF_MS = 250;
    private static final long MAX_BACK_OFF_MS = 2000;

    private final Transport transport;
    private final Answers answers;
    private final Timeouts timeouts;
    private final ControllerLock lock;

    Brancher(Transport transport, Answers answers, Timeouts timeouts, ControllerLock lock) {
        this.transport = transport;
        this.answers = answers;
        this.timeouts = timeouts;
        this.lock = lock;
    }

    SnapshotInfo branch(String id, BranchRequest request) {
        Checks.id("branch", id);
        Checks.tag("branch", request.tag());
        Call call = Call.post("branch", "/v1/sandboxes/" + id + "/branch", answers.write(request), timeouts.branch())
                .in(id)
                .toTheEnd();
        Deadline deadline = Deadline.in(timeouts.branchSlot());
        while (true) {
            try {
                return once(call);
            } catch (CapacityException e) {
                Duration backOff = backOff();
                if (e.status().orElse(0) != 503 || deadline.remaining().compareTo(backOff) < 0) {
                    throw e;
                }
                // Without the lock: all slots are taken by others, who may need it to go on.
                Pause.of(backOff, transport.failure(call));
            }
        }
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

    private static Duration backOff() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(MIN_BACK_OFF_MS, MAX_BACK_OFF_MS));
    }
}
