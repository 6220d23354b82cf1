package dev.forkd.local;

import dev.forkd.local.api.Api;
import dev.forkd.local.api.ApiSettings;
import dev.forkd.local.http.HttpFront;
import dev.forkd.local.sandbox.Directories;
import dev.forkd.local.sandbox.Isolation;
import dev.forkd.local.sandbox.Memory;
import dev.forkd.local.sandbox.SandboxHost;
import dev.forkd.local.sandbox.StateDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A forkd controller inside this JVM: the REST API of the real one over real HTTP on a loopback port, with
 * sandboxes that are process trees on this machine.
 *
 * <p><b>It does not protect the host.</b> Commands run as the user of this JVM and see its files; sandboxes are
 * only kept apart from each other. It is for tests and for development, with code that one would run anyway.
 *
 * <p>Everything that it starts ends with it, however this JVM ends, and {@link #close()} removes its directory.
 * Base tag {@code local} always exists and is empty.
 *
 * <p>It differs from the real one in what a branch captures (processes only where CRIU works, see {@link #memory}), in that it does not
 * notice when the client of a branch disconnects, and in the waits for what will not come, which are scaled by
 * {@link LocalControllerOptions#withTimerScale}.
 */
public final class LocalController implements AutoCloseable {
    private final StateRoot root;
    private final StateDirectory state;
    private final SandboxHost host;
    private final Api api;
    private final HttpFront front;
    private final @Nullable String token;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalController(
            StateRoot root, StateDirectory state, SandboxHost host, Api api, HttpFront front, @Nullable String token) {
        this.root = root;
        this.state = state;
        this.host = host;
        this.api = api;
        this.front = front;
        this.token = token;
    }

    /**
     * Starts a controller, after removing what dead ones left below the same root.
     *
     * @param options how it behaves
     * @return the running controller
     * @throws IOException when the port is taken, the state root is not usable, or the wanted isolation does not
     *     work on this machine
     * @throws InterruptedException when interrupted
     */
    public static LocalController start(LocalControllerOptions options) throws IOException, InterruptedException {
        StateRoot root = options.stateRoot();
        sweepDead(root.path());
        try (Unwinding parts = new Unwinding()) {
            StateDirectory state = parts.add(StateDirectory.create(root.path()));
            SandboxHost host = parts.add(new SandboxHost(
                    state,
                    new SandboxHost.Settings(
                            options.isolation(),
                            options.tmpSizeMib(),
                            options.outputLimitMib() << 20,
                            options.guestEnvironment(),
                            options.hidden(),
                            options.criu(),
                            options.python())));
            String token = options.newToken();
            ApiSettings settings = new ApiSettings(
                    options.version(),
                    token,
                    options.namespaces(),
                    options.oneTap(),
                    options.branchConcurrency(),
                    options.implementation(),
                    options.timerScale());
            Api api = parts.add(new Api(settings, host, state.path().resolve("snapshots"), options.faults()));
            HttpFront front =
                    new HttpFront(new InetSocketAddress(options.bind(), options.port()), options.maxThreads(), api);
            parts.keep();
            return new LocalController(root, state, host, api, front, token);
        }
    }

    /**
     * Removes the directories of controllers that are dead, and what is left of their processes. Controllers that
     * live are not touched.
     *
     * @param stateRoot the root that they share; may be missing
     * @return how many dead controllers were swept
     * @throws IOException when the root cannot be read
     */
    public static int sweepDead(Path stateRoot) throws IOException {
        return StateDirectory.sweepDead(stateRoot);
    }

    /**
     * Where clients find it.
     *
     * @return for example {@code http://127.0.0.1:40123}
     */
    public URI url() {
        InetSocketAddress address = front.address();
        String literal = address.getAddress().getHostAddress();
        return URI.create(
                "http://" + (literal.contains(":") ? "[" + literal + "]" : literal) + ":" + address.getPort());
    }

    /**
     * What clients must send as bearer token. Whoever has it can run commands as this JVM's user, so keep it in memory.
     *
     * @return the token, or empty when none is asked for
     */
    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /**
     * How its sandboxes are kept apart.
     *
     * @return kind and reason, for people to read
     */
    public Isolation isolation() {
        return host.isolation();
    }

    /**
     * Whether a branch copies processes, too. It is tried out when it is first asked.
     *
     * @return what is copied, and why not more
     * @throws InterruptedException when interrupted
     */
    public Memory memory() throws InterruptedException {
        return host.memory();
    }

    /** Stops answering, kills every sandbox and removes the controller's directory. Bounded and idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            front.close();
            api.close();
            host.close();
            state.close();
            if (root.ofOneController()) {
                Directories.deleteQuietly(root.path());
            }
        }
    }
}
