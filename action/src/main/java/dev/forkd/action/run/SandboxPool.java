package dev.forkd.action.run;

import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.RunnerFile;
import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sandboxes of a run. They are in a lease in the step's directory before they are used, so that {@code post} can
 * delete what this program could not; closing deletes them.
 */
final class SandboxPool implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final int SPARE = 3;

    /**
     * A create call that is cut short may leave sandboxes behind whose ids nobody has heard, so a cancelled run waits
     * for its answer; only one that takes very long, or waits for others, is given up.
     */
    private static final long WAIT_FOR_ANSWER_SECONDS = 60;

    private final RunSettings settings;
    private final Controller controller;
    private final Console console;
    private final Lease lease;
    private final RunnerFile state;
    private @Nullable Fleet fleet;
    private boolean closed;

    SandboxPool(RunSettings settings, Controller controller, Console console, Path directory, RunnerFile state) {
        this.settings = settings;
        this.controller = controller;
        this.console = console;
        this.state = state;
        this.lease = Leases.in(directory).open(controller.client().controller(), "forkd-action", controller.embedded());
    }

    /**
     * Starts the sandboxes; after a cancellation it still waits for the controller's answer, and deletes them.
     *
     * @return as many as were asked for, in an order that stays; none if it was cancelled
     */
    List<Sandbox> start(Cancellation cancellation) throws InterruptedException, IOException {
        Long limit = settings.memoryLimitMib().isPresent()
                ? Long.valueOf(settings.memoryLimitMib().getAsLong())
                : null;
        // The embedded controller shares this machine's network among any number of sandboxes; one of their own would
        // have no way out.
        boolean netns = controller.embedded() ? settings.perChildNetns() : settings.ownNetworks();
        var request = new FleetRequest(
                settings.snapshotTag(), settings.sandboxes(), netns, limit, settings.prewarm(), READY_WITHIN, SPARE);
        Fleet starting = Fleet.prepare(controller.client(), request, lease);
        fleet = starting;
        if (!filled(starting, cancellation)) {
            return List.of();
        }
        List<Sandbox> sandboxes = starting.sandboxes().stream()
                .sorted(Comparator.comparing(Sandbox::id))
                .toList();
        state.set(
                "sandbox_ids",
                settings.cleanup()
                        ? ""
                        : String.join(" ", sandboxes.stream().map(Sandbox::id).toList()));
        return sandboxes;
    }

    private boolean filled(Fleet starting, Cancellation cancellation) throws InterruptedException {
        var answer = new CompletableFuture<Boolean>();
        Thread starter = new Thread(
                () -> {
                    try {
                        // Before a lease says that something may have been made.
                        controller.client().sandboxes();
                        starting.fill();
                        answer.complete(true);
                    } catch (RuntimeException | Error e) {
                        answer.completeExceptionally(e);
                    }
                },
                "forkd start");
        starter.setDaemon(true);
        starter.start();
        while (!answer.isDone() && !cancellation.await(20)) {
            // One of the two happens.
        }
        if (cancellation.requested()) {
            delete();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_FOR_ANSWER_SECONDS);
            while (starting.creating() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            starter.interrupt();
            return false;
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ForkdException failure) {
                throw failure;
            }
            throw new IllegalStateException("the sandboxes could not be started: " + e.getCause(), e.getCause());
        }
    }

    /** Leaves the sandboxes where they are, and out of every later clean-up. */
    void keep() {
        Fleet kept = fleet;
        if (kept != null) {
            kept.sandboxes().forEach(sandbox -> lease.forgetSandbox(sandbox.id()));
            fleet = null;
        }
    }

    /** Deletes all sandboxes; a failure is a warning, because {@code post} tries again. */
    void delete() {
        Fleet all = fleet;
        if (all == null) {
            return;
        }
        try {
            all.close();
            fleet = null;
        } catch (ForkdException e) {
            console.annotate(Console.Level.WARNING, "forkd: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            delete();
            lease.close();
        }
    }
}
