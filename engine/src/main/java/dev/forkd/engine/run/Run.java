package dev.forkd.engine.run;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.ledger.Reasons;
import dev.forkd.engine.place.PropertySnapshot;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.report.RunReport;
import dev.forkd.engine.workers.Work;
import dev.forkd.engine.workers.WorkerPool;
import dev.forkd.schedule.WorkQueue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of the Launcher, on a separate thread beside the one that replays. All failures end in the ledger. Everything
 * that was made is deleted, or kept for the next run of the same launcher session.
 */
final class Run {

    private final ForkdConfiguration configuration;
    private final List<Unit> units;
    private final PropertySnapshot properties;
    private final boolean assertions;
    private final EventDecoder decoder;
    private final Work work;
    private final RunReport report;
    private final Host host;
    private final Optional<String> hindrance;
    private final int n;
    private volatile @Nullable Session session;

    Run(
            ForkdConfiguration configuration,
            List<Unit> units,
            PropertySnapshot properties,
            boolean assertions,
            Map<String, String> parameters,
            Ledger ledger,
            EventDecoder decoder,
            RunReport report,
            Host host) {
        this.configuration = configuration;
        this.units = units;
        this.properties = properties;
        this.assertions = assertions;
        this.decoder = decoder;
        this.report = report;
        this.host = host;
        this.hindrance = host.hindrance();
        this.n = Math.min(configuration.n(), units.size());
        this.work = new Work(new WorkQueue<>(units, n), ledger, parameters, report.listener());
    }

    /** Performs the run; never throws. */
    void perform() {
        try {
            // With several classes the sandboxes end before the run does, so that everything they wrote is back by
            // then.
            if (units.size() == 1 && KeptSession.possible()) {
                runInKeptSandbox(KeptSession.Key.here(configuration, assertions));
            } else {
                runInSandboxes();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("The run was interrupted", e);
        } catch (RuntimeException | IOException | Error e) {
            fail("The tests could not be run in forkd sandboxes. " + e.getMessage(), e);
        }
    }

    /** Starts nothing more, and reports units that have not begun as cancelled. */
    void cancel() {
        work.queue().clear();
        work.ledger().cancel("Execution cancelled");
    }

    /** Deletes the run's files on this machine, if the run did not end in time. */
    void deleteFiles() {
        Session open = session;
        if (open != null) {
            open.deleteFiles();
        }
    }

    private void runInSandboxes() throws InterruptedException, IOException {
        try (Session own = prepare()) {
            try {
                own.open(n, units.size(), report).work(work, false);
            } finally {
                report.shipped(own.bytesShipped());
            }
        }
    }

    private void runInKeptSandbox(KeptSession.Key key) throws InterruptedException, IOException {
        KeptSession kept = KeptSession.take(key);
        Session used = kept == null ? prepare() : kept.session();
        session = used;
        if (kept != null) {
            report.beQuiet();
        }
        boolean keep = false;
        try {
            KeptSession serving = kept == null ? open(key, used) : kept;
            serving.pool().work(work, true);
            keep = serving.pool().isWhole();
            if (keep) {
                serving.keep();
            }
        } finally {
            report.shipped(used.bytesShipped());
            if (!keep) {
                used.close();
            }
        }
    }

    private KeptSession open(KeptSession.Key key, Session prepared) throws InterruptedException, IOException {
        WorkerPool pool = prepared.open(n, units.size(), report);
        hindrance.ifPresent(why -> host.say("forkd: " + why));
        return new KeptSession(key, prepared, pool);
    }

    private Session prepare() {
        Session prepared = new Session(configuration, properties, assertions, decoder, host);
        session = prepared;
        return prepared;
    }

    private void fail(String message, @Nullable Throwable cause) {
        work.queue().clear();
        report.problem(message);
        if (work.ledger().complete()) {
            // Every test already has its result, so this can only be shown as a line.
            host.say("forkd: the tests have ended, but not the run as it should. " + OutputTail.clean(message));
            return;
        }
        work.ledger()
                .fail(
                        Reasons.of(new RunFailedException(message, cause)),
                        "not run: forkd could not run tests in sandboxes, see the first class");
    }
}
