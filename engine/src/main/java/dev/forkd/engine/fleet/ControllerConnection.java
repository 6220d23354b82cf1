package dev.forkd.engine.fleet;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.InterruptedOperationException;
import dev.forkd.client.Token;
import dev.forkd.engine.channel.OutputTail;
import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Setting;
import dev.forkd.engine.host.Host;
import dev.forkd.junit.SandboxPolicy.Surroundings;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.sandbox.Listener;
import dev.forkd.local.sandbox.Memory;
import dev.forkd.wire.VersionInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a controller that the user chose. If that is the embedded one, it runs as long as this object is
 * open.
 */
public final class ControllerConnection implements AutoCloseable {

    private static final String USER_AGENT = "forkd-junit-engine";

    private final ForkdClient client;
    private final @Nullable LocalController local;
    private final Surroundings surroundings;
    private volatile boolean gone;

    private ControllerConnection(ForkdClient client, @Nullable LocalController local, Surroundings surroundings) {
        this.client = client;
        this.local = local;
        this.surroundings = surroundings;
    }

    /**
     * Starts the embedded controller.
     *
     * @param configuration the settings
     * @param scratch a directory of this run
     * @param host shows messages if the controller is away for a while
     * @return the connection
     * @throws IOException if it cannot be started
     * @throws InterruptedException if interrupted
     */
    static ControllerConnection embedded(ForkdConfiguration configuration, Path scratch, Host host)
            throws IOException, InterruptedException {
        LocalController local =
                LocalController.start(LocalControllerOptions.defaults().withCriu(configuration.criu()));
        ForkdClient client =
                // Nobody else uses this controller, so its lock files need not outlive the run.
                ForkdClient.builder(local.url())
                        .token(local.token().map(Token::of).orElse(Token.NONE))
                        .userAgent(USER_AGENT)
                        .notices(notice -> host.say("forkd: " + OutputTail.clean(notice)))
                        .evaluates(configuration.evaluates())
                        .stateDirectory(scratch)
                        .build();
        return new ControllerConnection(client, local, Surroundings.LOCAL_SANDBOX);
    }

    /**
     * Connects to a controller. Fails at once if the address is not one of a controller, or the controller refuses the
     * token.
     *
     * @param url its address
     * @param configuration the settings
     * @param host shows messages if the controller is away for a while
     * @return the connection
     */
    static ControllerConnection remote(URI url, ForkdConfiguration configuration, Host host) {
        ForkdClient client = ForkdClient.builder(url)
                .token(configuration.token().map(Token::of).orElse(Token.NONE))
                .userAgent(USER_AGENT)
                .environment(environment(configuration))
                .evaluates(configuration.evaluates())
                .notices(notice -> host.say("forkd: " + OutputTail.clean(notice)))
                .build();
        try {
            return new ControllerConnection(client, null, kind(client.version()));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /**
     * Makes a connection from a client that has already reached its controller.
     *
     * @param client the client
     * @return the connection
     */
    public static ControllerConnection through(ForkdClient client) {
        return new ControllerConnection(client, null, Surroundings.LOCAL_SANDBOX);
    }

    /**
     * Proxies are only named by environment variables; the certificates may also be named by another kind of setting.
     */
    private static Map<String, String> environment(ForkdConfiguration configuration) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        configuration.caCert().ifPresent(pem -> environment.put(Setting.CA_CERT.variable(), pem.toString()));
        return environment;
    }

    private static Surroundings kind(VersionInfo version) {
        return version.implementation() == null ? Surroundings.MICROVM : Surroundings.LOCAL_SANDBOX;
    }

    /**
     * Returns the client.
     *
     * @return the client for the controller
     */
    public ForkdClient client() {
        return client;
    }

    /**
     * Asks the controller whether it is alive. If it once did not answer, it is not asked again in this run, because
     * every further call would wait for its whole timeout.
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
     * Tells whether this is the embedded controller.
     *
     * @return whether it ends together with this JVM
     */
    public boolean embedded() {
        return local != null;
    }

    /**
     * Tells whether a branch of a sandbox contains its processes, as far as that is known before a branch is made. A
     * real controller copies the whole machine.
     *
     * @return whether it is useful to start processes before a branch
     * @throws InterruptedException if interrupted
     */
    public boolean copiesProcesses() throws InterruptedException {
        return whyNoProcesses().isEmpty();
    }

    /**
     * Tells why a branch of a sandbox has none of its processes, as far as that is known before a branch is made.
     *
     * @return the reason; empty if they are copied
     * @throws InterruptedException if interrupted
     */
    public Optional<String> whyNoProcesses() throws InterruptedException {
        return local != null && local.memory() instanceof Memory.None none
                ? Optional.of(none.reason())
                : Optional.empty();
    }

    /**
     * Lists what listens in this machine's network, if the sandboxes may share it.
     *
     * @return one entry for each socket; none if this is not the embedded controller
     */
    public List<Listener> listeners() {
        return local == null ? List.of() : local.listeners();
    }

    /**
     * Tells what kind of sandboxes the controller has. Sandboxes of a local controller, whether embedded or not, do not
     * protect the machine that they run on.
     *
     * @return the kind
     */
    Surroundings surroundings() {
        return surroundings;
    }

    /**
     * Counts the sandboxes that the controller has, of whatever run.
     *
     * @return how many; 0 if it does not tell
     */
    int load() {
        try {
            return client.sandboxes().size();
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException e) {
            return 0;
        }
    }

    /** Describes how the embedded controller separates its sandboxes; empty for any other. */
    Optional<String> isolation() {
        return Optional.ofNullable(local)
                .map(controller -> controller.isolation().description());
    }

    @Override
    public void close() {
        client.close();
        if (local != null) {
            local.close();
        }
    }
}
