package dev.forkd.engine.run;

import dev.forkd.client.Fleet;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Sandbox;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.ProtocolException;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Attachments;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.ledger.Reasons;
import dev.forkd.engine.plan.WorkQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a run, one thread each. A lost worker's tests that had not started go back to the queue and
 * its sandbox is replaced, within a bound; when the last thread gives up, the ledger is told why.
 */
final class Crew {

    private final Fleet fleet;
    private final ControllerConnection connection;
    private final WorkerLauncher launcher;
    private final WorkQueue queue;
    private final Ledger ledger;
    private final EventDecoder decoder;
    private final Map<String, String> parameters;
    private final Duration startTimeout;
    private final Host host;
    private final Coverage coverage;
    private final Attachments attachments;
    private final AtomicInteger replacementsLeft;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> lastCause = new AtomicReference<>();

    Crew(
            Fleet fleet,
            ControllerConnection connection,
            WorkerLauncher launcher,
            WorkQueue queue,
            Ledger ledger,
            EventDecoder decoder,
            Map<String, String> parameters,
            Duration startTimeout,
            Host host,
            Coverage coverage,
            Attachments attachments) {
        this.fleet = fleet;
        this.connection = connection;
        this.launcher = launcher;
        this.queue = queue;
        this.ledger = ledger;
        this.decoder = decoder;
        this.parameters = parameters;
        this.startTimeout = startTimeout;
        this.host = host;
        this.coverage = coverage;
        this.attachments = attachments;
        this.replacementsLeft = new AtomicInteger(fleet.sandboxes().size() + 2);
    }

    /** Runs until every unit has ended or no worker is left. */
    void work() throws InterruptedException {
        List<Sandbox> sandboxes = fleet.sandboxes();
        active.set(sandboxes.size());
        Thread[] threads = new Thread[sandboxes.size()];
        for (int i = 0; i < threads.length; i++) {
            int index = i;
            threads[i] = new Thread(() -> serve(sandboxes.get(index), index, threads.length), "forkd-worker-" + i);
            threads[i].setDaemon(true);
            threads[i].start();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            for (Thread thread : threads) {
                thread.interrupt();
            }
            throw e;
        }
    }

    private void serve(Sandbox first, int index, int count) {
        @Nullable Sandbox sandbox = first;
        try {
            while (sandbox != null && !ledger.complete()) {
                sandbox = serveOne(sandbox, index, count);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            lastCause.set(e);
        } finally {
            if (active.decrementAndGet() == 0 && !ledger.complete()) {
                giveUp();
            }
        }
    }

    /** Serves a sandbox to its end; returns its replacement if it was lost and may be replaced. */
    private @Nullable Sandbox serveOne(Sandbox sandbox, int index, int count) throws InterruptedException {
        String name = "sandbox " + sandbox.id() + " (SANDBOX_INDEX=" + index + ")";
        WorkerDriver driver = null;
        try {
            driver = new WorkerDriver(
                    launcher.start(sandbox, index, count),
                    name,
                    queue,
                    ledger,
                    decoder,
                    startTimeout,
                    new AttachmentFetcher(sandbox, attachments, host));
            driver.drive(parameters);
            coverage.collect(sandbox, sandbox.workDirectory());
            return null;
        } catch (ForkdException | ProtocolException | WorkerLostException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            lastCause.set(e);
            return recover(sandbox, name, driver, e);
        } catch (RuntimeException | Error e) {
            // A fault of ours. The units must not wait for this thread for ever, and another try would not help.
            lastCause.set(e);
            if (driver != null) {
                returnUnits(driver, new WorkerLostException("The worker in " + name + " was given up: " + e));
            }
            return null;
        }
    }

    private void returnUnits(WorkerDriver driver, WorkerLostException reason) {
        ledger.workerLost(driver.assigned(), driver.reasonOf(reason)).forEach(queue::add);
    }

    private @Nullable Sandbox recover(
            Sandbox sandbox, String name, @Nullable WorkerDriver driver, RuntimeException cause) {
        boolean wasAlive = driver != null && driver.greeted();
        if (driver != null) {
            WorkerLostException reason = cause instanceof WorkerLostException lost
                    ? lost
                    : new WorkerLostException("The worker in " + name + " was lost: " + cause.getMessage());
            returnUnits(driver, reason);
        }
        if (!connection.answers()) {
            lastCause.set(new RunFailedException(
                    "The controller at " + connection.client().controller()
                            + " no longer answers. Is it still running, and not overloaded?",
                    cause));
            return null;
        }
        if (ledger.complete() || !wasAlive || replacementsLeft.getAndDecrement() <= 0) {
            return null;
        }
        host.say("forkd: " + OutputTail.clean(String.valueOf(cause.getMessage()))
                + " Its remaining tests run elsewhere.");
        return fleet.replace(sandbox);
    }

    private void giveUp() {
        Throwable cause = lastCause.get();
        String why = cause == null ? "every worker ended early" : String.valueOf(cause.getMessage());
        queue.clear();
        RunFailedException failure =
                new RunFailedException("No worker is left to run the remaining tests: " + why, cause);
        ledger.fail(Reasons.of(failure), "not run: no forkd worker is left");
    }
}
