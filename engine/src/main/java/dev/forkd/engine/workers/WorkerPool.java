package dev.forkd.engine.workers;

import dev.forkd.client.Fleet;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Sandbox;
import dev.forkd.client.SandboxLostException;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.channel.ProtocolException;
import dev.forkd.engine.fleet.GrowingFleet;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.ledger.Attachments;
import dev.forkd.engine.ledger.Reasons;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunListener;
import dev.forkd.worker.protocol.ThrowableData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a run, of one controller or several, with one thread for each while there is work. If a worker is
 * lost, its tests that had not started go back to the queue, and its sandbox is replaced, up to a limit. When the last
 * thread gives up, the ledger gets the reason. Units that run alone come last, one after the other, when no other
 * sandbox is left.
 */
public final class WorkerPool {

    /** How many replacements are allowed beyond the number of sandboxes. */
    private static final int REPLACEMENTS = 2;

    /** As long as Surefire waits for a JVM whose tests have ended. */
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final EventDecoder decoder;
    private final Duration startTimeout;
    private final Optional<Duration> unitTimeout;
    private final Host host;
    private final Attachments attachments;
    private final boolean isolated;
    private final Ticker ticker;
    private final ThreadFactory threads;
    private final AtomicInteger replacementsLeft;
    private final List<Slot> slots;
    private final AtomicInteger active = new AtomicInteger();
    /** Why a worker could not start. */
    private final AtomicReference<@Nullable String> missing = new AtomicReference<>();

    private volatile boolean gaveUp;
    private final AtomicReference<@Nullable Throwable> lastCause = new AtomicReference<>();

    /**
     * Makes a pool. No worker is started yet.
     *
     * @param sources have a sandbox for each worker
     * @param decoder decodes the workers' events
     * @param startTimeout how long a worker may take to start
     * @param unitTimeout how long a test class may take, if limited
     * @param host shows messages
     * @param attachments stores published files
     * @param isolated whether each unit gets a fresh sandbox, in which nothing else runs
     */
    public WorkerPool(
            List<WorkerSource> sources,
            EventDecoder decoder,
            Duration startTimeout,
            Optional<Duration> unitTimeout,
            Host host,
            Attachments attachments,
            boolean isolated) {
        this(sources, decoder, startTimeout, unitTimeout, host, attachments, isolated, Ticker.SYSTEM, Thread::new);
    }

    WorkerPool(
            List<WorkerSource> sources,
            EventDecoder decoder,
            Duration startTimeout,
            Optional<Duration> unitTimeout,
            Host host,
            Attachments attachments,
            boolean isolated,
            Ticker ticker,
            ThreadFactory threads) {
        this.decoder = decoder;
        this.startTimeout = startTimeout;
        this.unitTimeout = unitTimeout;
        this.host = host;
        this.attachments = attachments;
        this.isolated = isolated;
        this.ticker = ticker;
        this.threads = threads;
        this.slots = sources.stream()
                .flatMap(source -> Stream.concat(
                        source.sandboxes().present().stream().map(sandbox -> new Slot(source, sandbox)),
                        Stream.generate(() -> new Slot(source, null))
                                .limit(source.sandboxes().expected())))
                .toList();
        this.replacementsLeft = new AtomicInteger(slots.size() + REPLACEMENTS);
    }

    /**
     * Runs until every unit has ended or no worker is left.
     *
     * @param work what to do
     * @param keep whether the workers are kept for further work
     * @throws InterruptedException if interrupted
     */
    public void work(Work work, boolean keep) throws InterruptedException {
        active.set(slots.size());
        // Before any of them begins, because none may run anything alone while others are about to begin.
        slots.forEach(slot -> slot.arrive(work));
        List<Thread> serving = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            int index = i;
            Thread thread = threads.newThread(() -> serve(index, work, keep));
            thread.setName("forkd-worker-" + i);
            thread.setDaemon(true);
            serving.add(thread);
        }
        serving.forEach(Thread::start);
        try {
            for (Thread thread : serving) {
                thread.join();
            }
            String why = missing.getAndSet(null);
            if (why != null && !gaveUp) {
                host.say("forkd: the run went on with fewer workers than sandboxes. " + OutputTail.clean(why));
            }
        } catch (InterruptedException e) {
            serving.forEach(Thread::interrupt);
            throw e;
        }
    }

    /**
     * Tells whether every worker can be given more work and none had to be replaced, because the number of replacements
     * is meant for one run.
     *
     * @return whether the pool may be kept
     */
    public boolean isWhole() {
        return replacementsLeft.get() == slots.size() + REPLACEMENTS
                && slots.stream().allMatch(slot -> slot.driver != null);
    }

    /**
     * Ends the workers that were kept.
     *
     * @throws InterruptedException if interrupted
     */
    public void dismiss() throws InterruptedException {
        for (Slot slot : slots) {
            WorkerDriver driver = slot.driver;
            Sandbox sandbox = slot.sandbox;
            if (driver != null && sandbox != null) {
                try {
                    dismiss(slot, driver);
                } catch (ForkdException e) {
                    host.say("forkd: the worker in sandbox " + sandbox.id() + " could not be told to end: "
                            + OutputTail.clean(String.valueOf(e.getMessage())));
                }
            }
        }
    }

    private void dismiss(Slot slot, WorkerDriver driver) throws InterruptedException {
        Sandbox sandbox = slot.sandbox;
        slot.driver = null;
        slot.sandbox = null;
        // The worker must end by itself, because agents in it write their files at the end.
        if (!driver.dismiss(FAREWELL) && sandbox != null) {
            host.say("forkd: the worker in sandbox " + sandbox.id() + " did not end within " + FAREWELL.toSeconds()
                    + " s after its last test, and is killed. Does a shutdown hook hang?");
        }
        driver.collect();
    }

    private void serve(int index, Work work, boolean keep) {
        Slot slot = slots.get(index);
        try {
            Sandbox sandbox = slot.sandbox == null ? awaitFirst(slot, work) : slot.sandbox;
            while (sandbox != null && !work.complete()) {
                serveOne(slot, sandbox, index, work, keep);
                sandbox = slot.sandbox == null ? awaitFresh(slot, work) : slot.sandbox;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            lastCause.set(e);
        } finally {
            slot.leave(work);
            Unit claimed = slot.claimed;
            if (claimed != null) {
                slot.claimed = null;
                work.giveBack(claimed);
            }
            if (active.decrementAndGet() == 0 && !work.complete()) {
                giveUp(work);
            }
        }
    }

    /** Waits for the sandbox of a slot that has none yet. */
    private @Nullable Sandbox awaitFirst(Slot slot, Work work) throws InterruptedException {
        GrowingFleet sandboxes = slot.source.sandboxes();
        while (!work.complete() && !work.ledger().cancelled()) {
            if (slot.claimed == null && !work.hasWaiting() && work.alone().hasWaiting()) {
                // What runs alone need not wait for a sandbox that may never come.
                slot.leave(work);
                slot.claimed = slot.arriveForOneAlone(work);
            }
            // Asked first, because the last one may arrive between the two questions.
            boolean more = sandboxes.grows();
            Sandbox arrived = sandboxes.take(LOOK_AGAIN);
            if (arrived != null) {
                slot.arrive(work);
                slot.sandbox = arrived;
                return arrived;
            }
            if (!more) {
                RuntimeException failure = sandboxes.failure();
                if (failure != null) {
                    missing.compareAndSet(null, String.valueOf(failure.getMessage()));
                }
                return null;
            }
        }
        return null;
    }

    /**
     * Replaces a sandbox whose worker has ended or was lost, when there is another unit for it. Until all units have
     * ended there may be one: a unit comes back when its worker is lost.
     */
    private @Nullable Sandbox awaitFresh(Slot slot, Work work) throws InterruptedException {
        Sandbox used = slot.used;
        boolean replaceable = used != null || slot.lost;
        slot.used = null;
        slot.lost = false;
        while (replaceable && !work.complete() && !work.ledger().cancelled()) {
            Fleet fleet = slot.source.fleet();
            if (slot.claimed == null) {
                // Counted first, because nothing may begin alone between taking a unit and being there with it.
                boolean wasAway = slot.arrive(work);
                slot.claimed = work.takeOne();
                if (wasAway && slot.claimed == null) {
                    slot.leave(work);
                }
            }
            if (slot.claimed == null && work.alone().hasWaiting()) {
                // What tests have left running in it must not be met by a unit that runs alone.
                if (used != null) {
                    fleet.discard(used);
                    used = null;
                }
                slot.leave(work);
                slot.claimed = slot.arriveForOneAlone(work);
            }
            if (slot.claimed != null) {
                slot.arrive(work);
                if (used != null) {
                    fleet.discard(used);
                }
                slot.sandbox = fleet.another();
                return slot.sandbox;
            }
            ticker.sleep(LOOK_AGAIN);
        }
        return null;
    }

    /**
     * Serves a sandbox until there is nothing left to do. If it is lost and may be replaced, the replacement takes its
     * slot. If units are isolated, only one unit runs in the sandbox; if others wait, a fresh sandbox then takes its
     * slot.
     */
    private void serveOne(Slot slot, Sandbox sandbox, int index, Work work, boolean keep) throws InterruptedException {
        String name = "sandbox " + sandbox.id() + " (SANDBOX_INDEX=" + index + ")";
        WorkerDriver driver = slot.driver;
        RunListener listener = work.listener();
        listener.sandboxReady(index, sandbox.id());
        try {
            if (driver == null) {
                driver = startWorker(slot, sandbox, index, name);
            }
            Unit claimed = slot.claimed;
            slot.claimed = null;
            Unit next = driver.drive(
                    work,
                    (unit, micros, event) -> listener.heard(index, sandbox.id(), unit, micros, event),
                    keep,
                    claimed);
            slot.claimed = next;
            listener.workerEnded(index, sandbox.id());
            if (next == null && keep && !work.ledger().cancelled()) {
                slot.driver = driver;
            } else {
                // Ending a worker while others still run costs less time than ending all of them at the end of the run.
                dismiss(slot, driver);
                slot.used = sandbox;
            }
        } catch (ForkdException | ProtocolException | WorkerLostException e) {
            slot.driver = null;
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            lastCause.set(e);
            listener.workerLost(index, sandbox.id(), String.valueOf(e.getMessage()));
            slot.sandbox = null;
            slot.lost = recover(slot, sandbox, name, driver, work, e);
        } catch (RuntimeException | Error e) {
            // A bug of ours. The units must not wait for this thread for ever, and trying again would not help.
            slot.driver = null;
            slot.sandbox = null;
            lastCause.set(e);
            listener.workerLost(index, sandbox.id(), String.valueOf(e));
            if (driver != null) {
                returnUnits(driver, work, new WorkerLostException("The worker in " + name + " was given up: " + e));
            }
        }
    }

    private WorkerDriver startWorker(Slot slot, Sandbox sandbox, int index, String name) throws InterruptedException {
        return new WorkerDriver(
                slot.source.starter().start(sandbox, index, slots.size()),
                name,
                decoder,
                startTimeout,
                unitTimeout,
                new AttachmentFetcher(sandbox, attachments, host, ticker),
                new PortClashes(slot.source.ports(), sandbox.id()),
                isolated,
                ticker);
    }

    /**
     * Puts the lost worker's units back. A unit that ended a worker when it was discovered, and then another one when
     * planned alone, would do so everywhere, so it fails.
     */
    private static void returnUnits(WorkerDriver driver, Work work, WorkerLostException loss) {
        ThrowableData reason = driver.reasonOf(loss);
        Collection<Unit> suspects = driver.suspects();
        work.queue().suspect(suspects);
        for (Unit unit : work.ledger().workerLost(driver.assigned(), reason)) {
            if (!suspects.contains(unit)) {
                work.giveBack(unit);
            } else if (work.isAlone(unit)) {
                work.ledger().planEnded(List.of(unit), reason);
            } else {
                work.queue().addAlone(unit);
            }
        }
    }

    /** Puts the lost worker's units back, deletes its sandbox, and tells whether that may be replaced. */
    private boolean recover(
            Slot slot, Sandbox sandbox, String name, @Nullable WorkerDriver driver, Work work, RuntimeException cause) {
        boolean wasAlive = driver != null && driver.ready();
        if (driver != null) {
            WorkerLostException reason = cause instanceof WorkerLostException lost
                    ? lost
                    : new WorkerLostException("The worker in " + name + " was lost: " + cause.getMessage());
            returnUnits(driver, work, reason);
            if (slot.claimed == null) {
                // Else an idle slot would replace its sandbox for this unit, although this one must be replaced anyway.
                slot.claimed = work.takeOne();
            }
        }
        if (!slot.source.connection().answers()) {
            lastCause.set(new RunFailedException(
                    "The controller at " + slot.source.connection().client().controller()
                            + " no longer answers. Is it still running, and not overloaded?",
                    cause));
            return false;
        }
        if (driver != null && wasAlive) {
            driver.collect();
        }
        if (work.complete()) {
            return false;
        }
        // At once, also if it is not replaced, because what runs in it may take the others' time.
        slot.source.fleet().discard(sandbox);
        if (!wasAlive && !(cause instanceof SandboxLostException)) {
            // A worker that cannot start would fail in another sandbox too. If all fail, the first class reports the
            // reason.
            missing.compareAndSet(null, String.valueOf(cause.getMessage()));
            return false;
        }
        if (replacementsLeft.getAndDecrement() <= 0) {
            return false;
        }
        String why = OutputTail.clean(String.valueOf(cause.getMessage()));
        host.say("forkd: " + why + (why.endsWith(".") ? "" : ".") + " Its remaining tests run elsewhere.");
        return true;
    }

    private void giveUp(Work work) {
        gaveUp = true;
        Throwable cause = lastCause.get();
        String why = cause == null ? "every worker ended early" : String.valueOf(cause.getMessage());
        RunFailedException failure =
                new RunFailedException("No worker is left to run the remaining tests: " + why, cause);
        work.fail(Reasons.of(failure), "not run: no forkd worker is left");
    }

    /** One of the pool's places for a sandbox. While there is work, only its own thread changes it. */
    private static final class Slot {

        private final WorkerSource source;

        private @Nullable Sandbox sandbox;
        /** One whose worker has ended, and that may be replaced. */
        private @Nullable Sandbox used;

        /** Whether one was lost with its worker, and may be replaced. */
        private boolean lost;

        /** A unit for which the sandbox is replaced by a fresh one. */
        private @Nullable Unit claimed;

        private @Nullable WorkerDriver driver;

        /** Whether its sandbox, or what has taken its place, may hold ports. */
        private boolean present;

        Slot(WorkerSource source, @Nullable Sandbox sandbox) {
            this.source = source;
            this.sandbox = sandbox;
        }

        /** Returns whether it was not there before. */
        boolean arrive(Work work) {
            boolean wasAway = !present;
            if (wasAway) {
                present = true;
                work.alone().arrive();
            }
            return wasAway;
        }

        void leave(Work work) {
            if (present) {
                present = false;
                work.alone().leave();
            }
        }

        @Nullable
        Unit arriveForOneAlone(Work work) {
            Unit next = work.alone().arriveFor();
            present = next != null;
            return next;
        }
    }
}
