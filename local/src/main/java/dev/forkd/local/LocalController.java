package dev.forkd.local;

import dev.forkd.local.api.Api;
import dev.forkd.local.api.ApiSettings;
import dev.forkd.local.http.HttpFront;
import dev.forkd.local.sandbox.Directories;
import dev.forkd.local.sandbox.Isolation;
import dev.forkd.local.sandbox.Listener;
import dev.forkd.local.sandbox.Memory;
import dev.forkd.local.sandbox.SandboxHost;
import dev.forkd.local.sandbox.StateDirectory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A forkd controller inside this JVM: it offers the REST API of the real controller over HTTP on a loopback port, with
 * sandboxes that are process trees on this machine.
 *
 * <p><b>It does not protect the host.</b> Commands run as the user of this JVM and can read and write that user's
 * files; sandboxes are only kept apart from each other. Use it for tests and development, with code that you would run
 * on this machine anyway.
 *
 * <p>Everything that it starts ends with it, however this JVM ends, and {@link #close()} removes its directory. The
 * base tag {@code local} always exists and is empty.
 *
 * <p>It differs from the real controller in three ways. A branch captures processes only where CRIU works (see
 * {@link #memory}). It does not notice when the client of a branch disconnects. And its waits for answers that will
 * never come are scaled by {@link LocalControllerOptions#withTimerScale}. Thread-safe.
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
     * Starts a controller, after removing what dead controllers left below the same state root.
     *
     * @param options how the controller behaves
     * @return the running controller
     * @throws IOException if the port is taken, the state root is not usable, or the chosen isolation does not work on
     *     this machine
     * @throws InterruptedException if interrupted
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
            options.snapshots().forEach(api::adopt);
            HttpFront front = listen(new InetSocketAddress(options.bind(), options.port()), options.maxThreads(), api);
            parts.keep();
            return new LocalController(root, state, host, api, front, token);
        }
    }

    private static HttpFront listen(InetSocketAddress address, int maxThreads, Api api) throws IOException {
        try {
            return new HttpFront(address, maxThreads, api);
        } catch (BindException e) {
            // The JDK's message names neither address nor port.
            throw new IOException(
                    "cannot listen on " + address.getAddress().getHostAddress() + " port " + address.getPort() + ": "
                            + e.getMessage() + ". Choose another port, or 0 for any free one (--port).",
                    e);
        }
    }

    /**
     * Removes the directories of dead controllers, and what is left of their processes. Running controllers are not
     * touched.
     *
     * @param stateRoot the state root that the controllers share; may be missing
     * @return how many dead controllers were removed
     * @throws IOException if the root cannot be read
     */
    public static int sweepDead(Path stateRoot) throws IOException {
        return StateDirectory.sweepDead(stateRoot);
    }

    /**
     * Returns the address for clients.
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
     * Returns the bearer token that clients must send. Whoever has the token can run commands as this JVM's user, so
     * keep it in memory.
     *
     * @return the token, or empty if none is required
     */
    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /**
     * Returns how the sandboxes are kept apart.
     *
     * @return kind and reason, in words for the user
     */
    public Isolation isolation() {
        return host.isolation();
    }

    /**
     * Tells whether a branch also copies processes. The first call finds out by trying, which takes a moment.
     *
     * @return what is copied, and why not more
     * @throws InterruptedException if interrupted
     */
    public Memory memory() throws InterruptedException {
        return host.memory();
    }

    /**
     * Lists what listens in this machine's network at this moment, and which sandboxes hold it.
     *
     * @return one entry for each TCP socket; none on systems without {@code /proc}
     */
    public List<Listener> listeners() {
        return api.listeners();
    }

    /**
     * Stops answering, kills every sandbox and removes the controller's directory. Takes a bounded time; calling it
     * again does nothing.
     */
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
