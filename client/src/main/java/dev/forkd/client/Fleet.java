package dev.forkd.client;

import dev.forkd.wire.SandboxInfo;
import dev.forkd.wire.SpawnRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several sandboxes of one tag. Each is recorded in the lease before it is used, {@link #fill()} returns when all
 * answer, and closing the fleet deletes them (contract 9). Thread-safe.
 */
public final class Fleet implements AutoCloseable {
    private static final String OPERATION = "starting the fleet";

    /** Bounds the time that closing takes, even with a thousand sandboxes and a controller that hangs. */
    private static final Duration DELETE_WITHIN = Duration.ofMinutes(3);

    private static final Duration AWAIT_WITHIN = Duration.ofMinutes(30);

    private final ForkdClient client;
    private final FleetRequest request;
    private final Lease lease;
    /**
     * Every sandbox that was spawned and is not yet confirmed as deleted. Its monitor also guards the fields below.
     */
    private final List<Sandbox> spawned = new ArrayList<>();

    private final Set<Sandbox> ready = new HashSet<>();
    private final AtomicInteger handedOver = new AtomicInteger();
    private int replacements;
    private boolean creating;
    private boolean closed;

    private Fleet(ForkdClient client, FleetRequest request, Lease lease) {
        this.client = client;
        this.request = request;
        this.lease = lease;
    }

    /**
     * Makes a fleet without sandboxes, so that another thread can close it while it is being filled.
     *
     * @param client client of the controller
     * @param request which sandboxes, and how many
     * @param lease records the sandboxes; closing the fleet does not close it
     * @return an empty fleet; call {@link #fill()} next
     */
    public static Fleet prepare(ForkdClient client, FleetRequest request, Lease lease) {
        return new Fleet(client, request, lease);
    }

    /**
     * Prepares a fleet and fills it.
     *
     * @param client client of the controller
     * @param request which sandboxes, and how many
     * @param lease records the sandboxes; closing the fleet does not close it
     * @return a filled fleet; it has fewer sandboxes than {@code n} only if the request allows it
     * @throws ForkdException as for {@link #fill()}
     */
    public static Fleet start(ForkdClient client, FleetRequest request, Lease lease) {
        var fleet = prepare(client, request, lease);
        fleet.fill();
        return fleet;
    }

    /**
     * Spawns the sandboxes in one call and waits until all answer. Missing and silent sandboxes are replaced as long as
     * the request allows. After that the fleet goes on with fewer, if the request permits it. Call this once.
     *
     * @throws ForkdException if the fleet cannot be completed, or is closed meanwhile; every sandbox that was spawned
     *     is then deleted
     */
    public void fill() {
        fill(sandbox -> {});
    }

    /**
     * Like {@link #fill()}, but hands over each sandbox as soon as it answers, while others are still awaited or
     * replaced.
     *
     * @param ready called once for each sandbox, on threads of this method, several at a time
     * @throws ForkdException as for {@link #fill()}; sandboxes that were handed over are then deleted as well
     */
    public void fill(Consumer<Sandbox> ready) {
        closingIfItFails(() -> spawnUpTo(request.n(), ready, () -> true));
    }

    /**
     * Spawns one sandbox and waits until it answers, so that it can be used while {@link #others} spawns the rest. Call
     * this once, and not {@link #fill()}.
     *
     * @return the first sandbox
     * @throws ForkdException if there is none, or the fleet is closed meanwhile; every sandbox that was spawned is then
     *     deleted
     */
    public Sandbox first() {
        closingIfItFails(() -> {
            awaitReady(spawn(1), sandbox -> {});
            requireOpen();
            if (sandboxes().isEmpty()) {
                countReplacements(1, null);
                another();
            }
        });
        return sandboxes().get(0);
    }

    /**
     * Spawns the sandboxes that {@link #first()} has left, in one call, and otherwise like {@link #fill(Consumer)}. If
     * that fails, the sandboxes that are there stay, and it can be called again for those that are missing; not by
     * several threads.
     *
     * @param ready called once for each sandbox, on threads of this method, several at a time
     * @param wanted asked before each create call; once it says no, no more sandboxes are made
     * @throws ForkdException if the fleet cannot be completed, or is closed meanwhile
     */
    public void others(Consumer<Sandbox> ready, BooleanSupplier wanted) {
        spawnUpTo(request.n() - 1, ready, wanted);
    }

    private void closingIfItFails(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            try {
                close();
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /** Counts what was handed over, because sandboxes may be discarded meanwhile. */
    private void spawnUpTo(int n, Consumer<Sandbox> ready, BooleanSupplier wanted) {
        Consumer<Sandbox> counting = sandbox -> {
            handedOver.incrementAndGet();
            ready.accept(sandbox);
        };
        int missing = n - handedOver.get();
        while (missing > 0 && wanted.getAsBoolean()) {
            awaitReady(spawn(missing), counting);
            requireOpen();
            missing = n - handedOver.get();
            if (missing > 0 && goesOnWithFewer(missing)) {
                return;
            }
            if (missing > 0) {
                countReplacements(missing, null);
            }
        }
    }

    /**
     * Tells whether a create call is under way. Such a call is never cut short, because the ids of its sandboxes would
     * be lost. If the fleet is closed meanwhile, the sandboxes are deleted as soon as the answer comes.
     *
     * @return {@code true} until the new sandboxes are in the fleet, or deleted
     */
    public boolean creating() {
        synchronized (spawned) {
            return creating;
        }
    }

    private void requireOpen() {
        synchronized (spawned) {
            if (closed) {
                throw Checks.refused(OPERATION, "the fleet was closed meanwhile", "Start another one");
            }
        }
    }

    private boolean goesOnWithFewer(int missing) {
        synchronized (spawned) {
            int answering = request.n() - missing;
            if (replacements + missing <= request.maxReplacements() || answering < request.atLeast()) {
                return false;
            }
        }
        client.outage()
                .say("Only " + (request.n() - missing) + " of " + request.n() + " sandboxes of " + request.snapshotTag()
                        + " answer within " + request.readyWithin().toSeconds() + " s; going on with those");
        return true;
    }

    private List<Sandbox> spawn(int n) {
        synchronized (spawned) {
            requireOpen();
            creating = true;
        }
        try {
            List<Sandbox> fresh = create(n);
            boolean late;
            synchronized (spawned) {
                late = closed;
            }
            if (late) {
                deleteAll(fresh);
            }
            requireOpen();
            return fresh;
        } finally {
            synchronized (spawned) {
                creating = false;
            }
        }
    }

    private List<Sandbox> create(int n) {
        String pending = lease.recordPendingSpawn(request.snapshotTag(), n);
        List<SandboxInfo> infos;
        try {
            infos = client.spawn(new SpawnRequest(
                    request.snapshotTag(), n, request.perChildNetns(), request.memoryLimitMib(), request.prewarm()));
        } catch (UnreachableException | UnreadableAnswerException | InterruptedOperationException e) {
            // It is unknown whether sandboxes were created, so the pending spawn must stay in the lease.
            throw e;
        } catch (ForkdException e) {
            lease.resolvePendingSpawn(pending);
            throw e;
        }
        List<Sandbox> fresh = infos.stream().map(client::attach).toList();
        synchronized (spawned) {
            spawned.addAll(fresh);
        }
        fresh.forEach(sandbox -> lease.recordSandbox(sandbox.id()));
        lease.resolvePendingSpawn(pending);
        return fresh;
    }

    private void awaitReady(List<Sandbox> fresh, Consumer<Sandbox> listener) {
        List<Sandbox> silent = new ArrayList<>();
        for (InParallel.Outcome<Sandbox> outcome :
                InParallel.each(fresh, "ping", AWAIT_WITHIN, sandbox -> enlist(sandbox, listener))) {
            if (outcome.failure() == null) {
                continue;
            }
            if (outcome.failure() instanceof DeadlineException || outcome.failure() instanceof SandboxLostException) {
                silent.add(outcome.item());
            } else {
                throw outcome.failure();
            }
        }
        // Failures are ignored here: close() tries again, and the lease still names the sandboxes.
        deleteAll(silent);
    }

    private void enlist(Sandbox sandbox, Consumer<Sandbox> listener) {
        sandbox.awaitReady(request.readyWithin());
        synchronized (spawned) {
            if (closed) {
                return;
            }
            ready.add(sandbox);
        }
        listener.accept(sandbox);
    }

    /**
     * Counts replacements against the request's limit.
     *
     * @throws CapacityException if the limit would be exceeded
     */
    private void countReplacements(int more, @Nullable Sandbox dead) {
        synchronized (spawned) {
            if (replacements + more > request.maxReplacements()) {
                throw new CapacityException(Failure.of(dead == null ? OPERATION : "replacing a sandbox")
                        .in(dead == null ? null : dead.id())
                        .at(client.controller().toString())
                        .because(ready.size() + " of " + request.n() + " sandboxes of " + request.snapshotTag()
                                + " answer, and " + replacements + " of " + request.maxReplacements()
                                + " allowed replacements were used")
                        .advice("Check the snapshot and the controller's network namespaces (contract 5.2)"));
            }
            replacements += more;
        }
    }

    /**
     * Lists the sandboxes of this fleet that have answered their first ping.
     *
     * @return a copy, in the order in which they were spawned
     */
    public List<Sandbox> sandboxes() {
        synchronized (spawned) {
            return spawned.stream().filter(ready::contains).toList();
        }
    }

    /**
     * Deletes a lost sandbox of this fleet and spawns another in its place.
     *
     * @param dead a sandbox of this fleet, alive or not
     * @return the new sandbox, which has answered a ping
     * @throws CapacityException if the request allows no more replacements
     * @throws ForkdException if no new sandbox can be spawned
     */
    public Sandbox replace(Sandbox dead) {
        discard(dead);
        countReplacements(1, dead);
        return another(dead);
    }

    /**
     * Spawns a further sandbox for one that was discarded. This does not count as one of the replacements that the
     * request limits; but it does count if a fresh sandbox is silent and must itself be replaced.
     *
     * @return the new sandbox, which has answered a ping
     * @throws CapacityException if the request does not allow to replace a silent sandbox
     * @throws ForkdException if no new sandbox can be spawned
     */
    public Sandbox another() {
        return another(null);
    }

    /**
     * Deletes a used or lost sandbox of this fleet. If that fails, closing the fleet tries again.
     *
     * @param old a sandbox of this fleet, alive or not
     * @throws ForkdException if it is not in this fleet
     */
    public void discard(Sandbox old) {
        synchronized (spawned) {
            if (closed || !ready.remove(old)) {
                throw Checks.refused(
                        "replacing a sandbox", old.id() + " is not in this fleet", "Replace each sandbox once");
            }
        }
        deleteAll(List.of(old));
    }

    private Sandbox another(@Nullable Sandbox old) {
        while (true) {
            List<Sandbox> fresh = spawn(1);
            awaitReady(fresh, sandbox -> {});
            for (Sandbox sandbox : fresh) {
                if (sandboxes().contains(sandbox)) {
                    return sandbox;
                }
            }
            countReplacements(1, old);
        }
    }

    private List<ForkdException> deleteAll(List<Sandbox> sandboxes) {
        List<ForkdException> failures = new ArrayList<>();
        for (InParallel.Outcome<Sandbox> outcome :
                InParallel.each(sandboxes, "delete", DELETE_WITHIN, Sandbox::delete)) {
            if (outcome.failure() == null) {
                synchronized (spawned) {
                    spawned.remove(outcome.item());
                    ready.remove(outcome.item());
                }
                lease.forgetSandbox(outcome.item().id());
            } else {
                failures.add(outcome.failure());
            }
        }
        return failures;
    }

    /**
     * Deletes all sandboxes in parallel; a failure does not keep it from trying the others. Closing again tries those
     * that are left.
     *
     * @throws ControllerException if some sandboxes could not be deleted, with each failure suppressed; they stay in
     *     the lease
     */
    @Override
    public void close() {
        List<Sandbox> all;
        synchronized (spawned) {
            closed = true;
            all = List.copyOf(spawned);
        }
        List<ForkdException> failures = deleteAll(all);
        if (!failures.isEmpty()) {
            var failure = new ControllerException(Failure.of("deleting the fleet")
                    .at(client.controller().toString())
                    .because(failures.size() + " of " + all.size() + " sandboxes could not be deleted")
                    .advice("The lease remembers them, so a later sweep will try again"));
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }
}
