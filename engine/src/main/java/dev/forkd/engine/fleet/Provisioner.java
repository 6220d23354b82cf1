package dev.forkd.engine.fleet;

import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Lease;
import dev.forkd.client.Sandbox;
import dev.forkd.client.ShellResult;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.place.Bundle;
import dev.forkd.engine.place.GuestJava;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes sandboxes that hold the bundle. With more than one sandbox, the inputs are shipped once, to a
 * primer, and the sandboxes are forked from it; where branching fails they are shipped to each.
 */
public final class Provisioner implements AutoCloseable {

    private static final Duration UNPACK_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(20);
    private static final int SPARE_SANDBOXES = 3;
    private static final long MOST_CLOCK_SKEW_SECONDS = 2;

    private static final String UNPACK =
            """
            mkdir -p "$1/bundle" "$1/tmp" && "$2" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData \
            -cp "$1/worker.jar" dev.forkd.worker.Unpack "$1/bundle.zip" "$1/bundle" && rm "$1/bundle.zip"
            """;

    private final ControllerConnection connection;
    private final ForkdClient client;
    private final ForkdConfiguration configuration;
    private final Bundle bundle;
    private final Lease lease;
    private final Host host;
    private final String tag;
    private boolean branched;
    private volatile String java = "";

    /**
     * Prepares to make sandboxes.
     *
     * @param connection where
     * @param configuration how
     * @param bundle what each gets
     * @param lease where they are written down
     * @param host whom to tell what goes slower than it could
     */
    public Provisioner(
            ControllerConnection connection, ForkdConfiguration configuration, Bundle bundle, Lease lease, Host host) {
        this.connection = connection;
        this.client = connection.client();
        this.configuration = configuration;
        this.bundle = bundle;
        this.lease = lease;
        this.host = host;
        this.tag = "fj-" + UUID.randomUUID().toString().substring(0, 8) + "-"
                + bundle.digest().substring(0, 12);
    }

    /**
     * Starts sandboxes; those of a branch already hold the bundle.
     *
     * @param n how many
     * @return the sandboxes
     */
    public Fleet start(int n) {
        if (n > 1 && configuration.branch()) {
            branched = tryToBranch();
        }
        String from = branched ? tag : configuration.snapshotTag();
        return Fleet.start(client, request(from, n), lease);
    }

    /**
     * Ships the bundle to a sandbox, unless its branch brought it along.
     *
     * @param sandbox the sandbox
     * @return where the bundle is
     */
    public String prepare(Sandbox sandbox) {
        String root = root(sandbox);
        if (!branched) {
            ship(sandbox, root);
        }
        setClock(sandbox);
        return root;
    }

    /**
     * The java program in the sandboxes.
     *
     * @return its path
     */
    public String java() {
        return java;
    }

    /** Deletes the tag, also on a thread that was interrupted in order to end the run. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            if (branched && connection.answers()) {
                client.deleteSnapshot(tag);
                lease.forgetTag(tag);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean tryToBranch() {
        try (Fleet primer = Fleet.start(client, request(configuration.snapshotTag(), 1), lease)) {
            Sandbox sandbox = primer.sandboxes().get(0);
            ship(sandbox, root(sandbox));
            lease.recordTag(tag);
            try {
                sandbox.branch(tag);
                return true;
            } catch (ForkdException e) {
                host.say(
                        "forkd: shipping to each sandbox, because the primer could not be branched: " + e.getMessage());
                client.deleteSnapshot(tag);
                lease.forgetTag(tag);
                return false;
            }
        }
    }

    private void ship(Sandbox sandbox, String root) {
        java = GuestJava.find(sandbox, configuration.java());
        sandbox.upload(bundle.workerJar(), root + "/worker.jar");
        sandbox.upload(bundle.archive(), root + "/bundle.zip");
        ShellResult result = sandbox.run(UNPACK, UNPACK_TIMEOUT, root, java);
        if (result.exitCode() != 0) {
            throw new RunFailedException(
                    "The tests' inputs (" + bundle.size() + " bytes) could not be unpacked in sandbox " + sandbox.id()
                            + " below " + root + ", exit code " + result.exitCode() + ": "
                            + OutputTail.clean(result.stderr())
                            + ". If its tmpfs is full, use a snapshot with more memory.",
                    null);
        }
    }

    private static String root(Sandbox sandbox) {
        return sandbox.workDirectory();
    }

    /** A restored guest's clock stands at the time of its snapshot (contract 7.5). */
    private static void setClock(Sandbox sandbox) {
        ShellResult shown = sandbox.run("date +%s", SHORT_TIMEOUT);
        long now = Instant.now().getEpochSecond();
        String text = shown.stdout().strip();
        boolean readable = text.matches("\\d{1,12}");
        if (readable && Math.abs(now - Long.parseLong(text)) > MOST_CLOCK_SKEW_SECONDS) {
            sandbox.run(
                    "date -s \"@$1\"",
                    SHORT_TIMEOUT,
                    Long.toString(Instant.now().getEpochSecond()));
        }
    }

    private FleetRequest request(String from, int n) {
        Long limit = configuration.memoryLimitMib().isPresent()
                ? Long.valueOf(configuration.memoryLimitMib().getAsInt())
                : null;
        return new FleetRequest(
                from,
                n,
                configuration.perChildNetns(),
                limit,
                configuration.prewarm(),
                configuration.startTimeout(),
                SPARE_SANDBOXES);
    }
}
