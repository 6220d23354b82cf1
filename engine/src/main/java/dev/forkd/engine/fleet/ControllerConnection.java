package dev.forkd.engine.fleet;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.Token;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Setting;
import dev.forkd.engine.host.Host;
import dev.forkd.junit.SandboxPolicy.Surroundings;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.sandbox.Memory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client for the controller that the user chose, with the embedded controller behind it if that is it. */
public final class ControllerConnection implements AutoCloseable {

    private static final String USER_AGENT = "forkd-junit-engine";

    private final ForkdClient client;
    private final @Nullable LocalController local;
    private volatile boolean gone;

    private ControllerConnection(ForkdClient client, @Nullable LocalController local) {
        this.client = client;
        this.local = local;
    }

    /**
     * Connects to the controller that the settings name, or starts the embedded one.
     *
     * @param configuration the settings
     * @param scratch a directory of this run
     * @param host whom to tell when the controller is away for a while
     * @return the connection
     * @throws IOException when the embedded controller cannot be started
     * @throws InterruptedException when interrupted
     */
    public static ControllerConnection open(ForkdConfiguration configuration, Path scratch, Host host)
            throws IOException, InterruptedException {
        Optional<URI> url = configuration.url();
        if (url.isPresent()) {
            ForkdClient client = named(url.get(), configuration, host);
            greet(client);
            return through(client);
        }
        LocalController local =
                LocalController.start(LocalControllerOptions.defaults().withCriu(configuration.criu()));
        ForkdClient client =
                // Nobody else knows this controller: its locks need not outlive the run.
                ForkdClient.builder(local.url())
                        .token(local.token().map(Token::of).orElse(Token.NONE))
                        .userAgent(USER_AGENT)
                        .notices(notice -> host.say("forkd: " + OutputTail.clean(notice)))
                        .evaluates(configuration.evaluates())
                        .stateDirectory(scratch)
                        .build();
        return new ControllerConnection(client, local);
    }

    /**
     * What kind of sandboxes the controller that the settings name has. One that says that it is a local controller has
     * none that keeps this machine safe, and neither has the embedded one.
     *
     * @param configuration the settings
     * @param host whom to tell when the controller is away for a while
     * @return the kind
     */
    public static Surroundings surroundings(ForkdConfiguration configuration, Host host) {
        Optional<URI> url = configuration.url();
        if (url.isEmpty()) {
            return Surroundings.LOCAL_SANDBOX;
        }
        try (ForkdClient client = named(url.get(), configuration, host)) {
            return client.version().implementation() == null ? Surroundings.MICROVM : Surroundings.LOCAL_SANDBOX;
        }
    }

    private static ForkdClient named(URI url, ForkdConfiguration configuration, Host host) {
        return ForkdClient.builder(url)
                .token(configuration.token().map(Token::of).orElse(Token.NONE))
                .userAgent(USER_AGENT)
                .environment(environment(configuration))
                .evaluates(configuration.evaluates())
                .notices(notice -> host.say("forkd: " + OutputTail.clean(notice)))
                .build();
    }

    /**
     * Takes a controller that was reached already.
     *
     * @param client reaches it
     * @return the connection
     */
    public static ControllerConnection through(ForkdClient client) {
        return new ControllerConnection(client, null);
    }

    /** Proxies are named in the environment; the certificates may be named by another kind of setting. */
    private static Map<String, String> environment(ForkdConfiguration configuration) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        configuration.caCert().ifPresent(pem -> environment.put(Setting.CA_CERT.variable(), pem.toString()));
        return environment;
    }

    /** Refuses at once what is no controller, or one that does not know our token. */
    private static void greet(ForkdClient client) {
        try {
            client.version();
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /**
     * The client.
     *
     * @return the client
     */
    public ForkdClient client() {
        return client;
    }

    /**
     * Asks the controller for a sign of life. Once it gave none it is not asked again in this run: every
     * further call would wait for its whole timeout.
     *
     * @return whether it answers
     */
    public boolean answers() {
        if (!gone) {
            boolean interrupted = Thread.interrupted();
            gone = !client.healthy();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return !gone;
    }

    /**
     * Whether it is the embedded one.
     *
     * @return whether it ends with this JVM
     */
    public boolean embedded() {
        return local != null;
    }

    /**
     * Whether a branch of a sandbox has its processes, as far as that is known before one is made: the real controller
     * copies a machine as it is.
     *
     * @return whether it is worth while to start something before a sandbox is branched
     * @throws InterruptedException when interrupted
     */
    public boolean copiesProcesses() throws InterruptedException {
        return local == null || local.memory() instanceof Memory.Criu;
    }

    /**
     * Where the tests run and why, for the first line of a run.
     *
     * @return part of a sentence
     */
    public String description() {
        return local != null
                ? "the embedded controller on this machine ("
                        + local.isolation().description() + "), because forkd.url names no other"
                : "the controller at " + client.controller() + ", as forkd.url says";
    }

    @Override
    public void close() {
        client.close();
        if (local != null) {
            local.close();
        }
    }
}
