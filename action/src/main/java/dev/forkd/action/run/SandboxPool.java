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
 * The sandboxes of a run. They are recorded in a lease in the step's directory before they are used, so that the post
 * step can delete those that this program could not. Closing deletes them.
 */
final class SandboxPool implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final int SPARE = 3;

    /**
     * A cancelled run waits this long for the answer to a create call, because cutting the call short could leave
     * sandboxes behind whose ids are unknown. A create that takes longer, or waits for other clients, is given up.
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
     * Starts the sandboxes. After a cancellation it still waits for the controller's answer, and deletes them.
     *
     * @return as many sandboxes as were asked for, sorted by id; empty if the run was cancelled
     */
    List<Sandbox> start(Cancellation cancellation) throws InterruptedException, IOException {
        Long limit = settings.memoryLimitMib().isPresent()
                ? Long.valueOf(settings.memoryLimitMib().getAsLong())
                : null;
        // All sandboxes of the embedded controller can share this machine's network; in a network of their own they
        // could not reach anything.
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
                        // A first call that reveals problems with the address or the token, before the lease says that
                        // sandboxes may have been made.
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
            // Wait until the sandboxes are there or the run is cancelled.
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

    /** Keeps the sandboxes, and removes them from the lease so that no later step deletes them. */
    void keep() {
        Fleet kept = fleet;
        if (kept != null) {
            kept.sandboxes().forEach(sandbox -> lease.forgetSandbox(sandbox.id()));
            fleet = null;
        }
    }

    /** Deletes all sandboxes. A failure is only a warning, because the post step tries again. */
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
