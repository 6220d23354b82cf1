package dev.forkd.engine.run;

import dev.forkd.client.Fleet;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.StateDirectory;
import dev.forkd.engine.bundle.Bundle;
import dev.forkd.engine.bundle.Packing;
import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Setting;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Attachments;
import dev.forkd.engine.ledger.Ledger;
import dev.forkd.engine.ledger.Reasons;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.plan.WorkQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run from the first sandbox to the last deletion, on a thread of its own beside the one that replays.
 * Whatever goes wrong ends in the ledger, and everything that was made is deleted.
 */
final class Run {

    private final ForkdConfiguration configuration;
    private final List<Unit> units;
    private final boolean assertions;
    private final Map<String, String> parameters;
    private final Ledger ledger;
    private final EventDecoder decoder;
    private final WorkQueue queue;
    private final Host host;
    private final Path scratch;
    private final int n;

    Run(
            ForkdConfiguration configuration,
            List<Unit> units,
            boolean assertions,
            Map<String, String> parameters,
            Ledger ledger,
            EventDecoder decoder,
            Host host,
            Path scratch) {
        this.configuration = configuration;
        this.units = units;
        this.assertions = assertions;
        this.parameters = parameters;
        this.ledger = ledger;
        this.decoder = decoder;
        this.host = host;
        this.scratch = scratch;
        this.n = Math.min(configuration.n(), units.size());
        this.queue = new WorkQueue(units, n);
    }

    /** Does it all; never throws. */
    void perform() {
        try {
            runInSandboxes();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("The run was interrupted", e);
        } catch (RuntimeException | IOException | Error e) {
            fail("The tests could not be run in forkd sandboxes. " + e.getMessage(), e);
        }
    }

    /** Starts nothing more and reports what has not begun as cancelled. */
    void cancel() {
        queue.clear();
        ledger.cancel("Execution cancelled");
    }

    private void runInSandboxes() throws InterruptedException, IOException {
        try (Packing packing = Packing.start(scratch, configuration.files());
                ControllerConnection connection = ControllerConnection.open(configuration, scratch)) {
            ForkdClient client = connection.client();
            host.say("forkd: running " + units.size() + (units.size() == 1 ? " test class in " : " test classes in ")
                    + n + (n == 1 ? " sandbox of " : " sandboxes of ") + connection.description() + ".");
            Bundle bundle = packing.bundle();
            if (System.getProperty("jdk.module.path") != null) {
                host.say("forkd: this JVM has a module path; workers have a class path only, so in the sandboxes the"
                        + " same classes are in the unnamed module.");
            }
            sayWhatIsMissing();
            Leases leases = Leases.in(StateDirectory.standard());
            new Sweep(leases, client, host).perform();
            try (Lease lease = leases.open(client.controller(), "forkd-junit-engine", connection.embedded());
                    Provisioner provisioner = new Provisioner(connection, configuration, bundle, lease, host);
                    OwnedFleet owned =
                            new OwnedFleet(provisioner.start(n), lease, connection, configuration.cleanup(), host)) {
                crew(bundle, provisioner, owned.fleet(), connection).work();
            }
        }
    }

    /** A build of several modules may name what only some of them have; for a single one it is a misspelling. */
    private void sayWhatIsMissing() {
        for (Path file : configuration.files()) {
            if (!Setting.FILES.defaultValue().equals(file.toString())
                    && !Files.exists(Path.of(System.getProperty("user.dir")).resolve(file))) {
                host.say("forkd: " + file + ", which " + Setting.FILES.key() + " names, does not exist here.");
            }
        }
    }

    private Crew crew(Bundle bundle, Provisioner provisioner, Fleet fleet, ControllerConnection connection) {
        JvmArguments arguments = new JvmArguments(
                configuration.jvmArguments(), new NamePatterns(configuration.systemProperties()), assertions);
        WorkerLauncher launcher = new WorkerLauncher(
                bundle,
                provisioner,
                arguments,
                new NamePatterns(configuration.environment()).select(HandedOn.environment()),
                configuration.execTimeout(),
                new WorkerBudget(configuration.maxWorkers()));
        return new Crew(
                fleet,
                connection,
                launcher,
                queue,
                ledger,
                decoder,
                parameters,
                configuration.startTimeout(),
                host,
                Coverage.of(bundle, scratch, host),
                new Attachments(scratch.resolve("attachments")));
    }

    private void fail(String message, @Nullable Throwable cause) {
        queue.clear();
        if (ledger.complete()) {
            // Every test has its result already: this can only be told beside them.
            host.say("forkd: the tests have ended, but cleaning up failed; the next run tries again. "
                    + OutputTail.clean(message));
            return;
        }
        ledger.fail(
                Reasons.of(new RunFailedException(message, cause)),
                "not run: forkd could not run tests in sandboxes, see the first class");
    }
}
