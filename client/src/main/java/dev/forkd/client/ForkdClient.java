package dev.forkd.client;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.forkd.wire.BranchRequest;
import dev.forkd.wire.EvalRequest;
import dev.forkd.wire.EvalResponse;
import dev.forkd.wire.ExecRequest;
import dev.forkd.wire.ExecResponse;
import dev.forkd.wire.PingResponse;
import dev.forkd.wire.SandboxInfo;
import dev.forkd.wire.SnapshotInfo;
import dev.forkd.wire.SpawnRequest;
import dev.forkd.wire.VersionInfo;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the REST calls of one forkd controller (contract 4), with the time limits and retry rules of contract 16.
 *
 * <p>Thread-safe. All methods block, throw {@link ForkdException}s, and return within a bounded time. A thread that is
 * interrupted while it waits gets an {@link InterruptedOperationException}, except in {@link #branch}. At most 200
 * calls are under way at a time. Redirects are never followed.
 */
public final class ForkdClient implements AutoCloseable {
    private final URI controller;
    private final Timeouts timeouts;
    private final Outage outage;
    private final Transport transport;
    private final Answers answers;
    private final Spawner spawner;
    private final Brancher brancher;
    /** Which failures lead to another try: for calls that may be made twice, and (below) for calls that must not. */
    private final RetryPolicy repeatable;

    private final RetryPolicy once;
    private final RetryPolicy disconnected;
    private final boolean evaluates;
    private volatile boolean closed;

    ForkdClient(ForkdClientBuilder builder, HttpClient http) {
        this.controller = builder.controller;
        this.timeouts = builder.timeouts;
        this.evaluates = builder.evaluates;
        this.outage = new Outage(controller.toString(), builder.patience, builder.notices);
        this.transport = new Transport(http, controller, builder.token, builder.userAgent, timeouts, outage);
        this.answers = new Answers(transport, builder.token);
        var lock = new ControllerLock(builder.stateDirectory(), controller, timeouts.lock());
        this.repeatable = RetryPolicy.of(
                outage.disconnected(),
                RetryPolicy.Rule.upTo(
                        2, RetryPolicy.Backoff.fixed(timeouts.retryPause()), ForkdClient::transientFailure));
        this.once = RetryPolicy.of(outage.unsent());
        this.disconnected = RetryPolicy.of(outage.disconnected());
        this.spawner = new Spawner(transport, answers, timeouts, lock, outage, this::sandboxes);
        this.brancher = new Brancher(transport, answers, timeouts, lock, outage);
    }

    /**
     * Starts building a client.
     *
     * @param controller address of the controller: http or https, without user information, query or fragment
     * @return a builder with the defaults
     * @throws InvalidRequestException if the address is unsuitable; the message does not repeat the address
     */
    public static Builder builder(URI controller) {
        return new ForkdClientBuilder(ControllerUri.normalised(controller));
    }

    /** Builds a client. Not thread-safe. */
    public sealed interface Builder permits ForkdClientBuilder {
        /**
         * Sets the token; the default is {@link Token#NONE}.
         *
         * @param token the token, which is sent to this controller only
         * @return this builder
         */
        Builder token(Token token);

        /**
         * Sets the {@code User-Agent}, which the controller's audit log shows (contract 2.6); the default is
         * {@code forkd-client}.
         *
         * @param userAgent visible ASCII and spaces
         * @return this builder
         * @throws InvalidRequestException if it is blank or has other characters
         */
        Builder userAgent(String userAgent);

        /**
         * Sets where lock files are kept. All clients of a controller on this host should share the directory; the
         * default is {@link StateDirectory#standard()}.
         *
         * @param directory the state directory; created when needed
         * @return this builder
         */
        Builder stateDirectory(java.nio.file.Path directory);

        /**
         * Sets the environment from which the client takes what Java does not look at by itself: the proxies
         * ({@code https_proxy}, {@code http_proxy} and {@code no_proxy}, in lower or upper case) and a PEM file with
         * certificates to trust in addition to the JVM's ({@code FORKD_CA_CERT}). {@link #proxy} and
         * {@link #sslContext} take precedence. If the file cannot be used, {@link #build} fails. The default is an
         * empty environment.
         *
         * @param variables values by name, usually {@link System#getenv()}
         * @return this builder
         */
        Builder environment(Map<String, String> variables);

        /**
         * Sets the proxies; the default is those of {@link #environment}, or else the JVM's. A controller on the
         * loopback address is always reached directly.
         *
         * @param proxy chooses the proxy for each request
         * @return this builder
         */
        Builder proxy(java.net.ProxySelector proxy);

        /**
         * Sets the TLS context for https, and with it the certificates that are trusted; the default is the JVM's trust
         * store.
         *
         * @param context makes the TLS connections
         * @return this builder
         */
        Builder sslContext(javax.net.ssl.SSLContext context);

        /**
         * Sets the HTTP client that sends the requests; by default this client makes its own. With this, the settings
         * of {@link #proxy}, {@link #sslContext} and {@link #environment} have no effect, and the given HTTP client
         * decides about redirects and HTTP versions.
         *
         * @param sender sends every request
         * @return this builder
         */
        Builder http(HttpClient sender);

        /**
         * Sets whether file transfers and the streams of processes may run inside the guest's agent where it evaluates
         * Python (contract 6.8), which saves starting processes for each call. Where that does not work, the client
         * goes on with processes. The default is {@code true}.
         *
         * @param allowed {@code false} to always start processes
         * @return this builder
         */
        Builder evaluates(boolean allowed);

        /**
         * Sets for how long repeatable calls are repeated when a controller that has answered before refuses or cuts
         * connections. The time counts from the first such failure and is shared by all calls of the client; an answer
         * to any of them ends it. A call that is never answered while others are is repeated for ten times as long. The
         * default is 30 seconds.
         *
         * @param patience zero for no repetition; not negative
         * @return this builder
         * @throws InvalidRequestException if it is negative
         */
        Builder patience(Duration patience);

        /**
         * Sets a listener for notices to the user, in whole sentences: that the controller stopped answering, that it
         * answers again, and similar events. By default nobody is told.
         *
         * @param listener called on any thread; must not block
         * @return this builder
         */
        Builder notices(Consumer<String> listener);

        /**
         * Builds the client. Nothing is sent yet.
         *
         * @return a new client
         * @throws InvalidRequestException if the file that {@code FORKD_CA_CERT} names cannot be used
         */
        ForkdClient build();
    }

    /**
     * Returns the controller's address.
     *
     * @return the normalised address: scheme and host in lower case, with the port, without a slash at the end
     */
    public URI controller() {
        return controller;
    }

    /**
     * Asks whether the controller runs; this needs no token. Like other reading calls, it is repeated after a failure
     * that may pass.
     *
     * @return {@code true} if the controller says so; {@code false} if it answers anything else or cannot be reached
     * @throws InterruptedOperationException if the thread was interrupted
     */
    public boolean healthy() {
        Call call = Call.get("healthz", "/healthz", timeouts.get());
        try {
            return repeatable.run(
                    transport.failure(call),
                    () -> Boolean.TRUE.equals(
                            answers.read(call, send(call), new TypeReference<Map<String, Object>>() {})
                                    .get("ok")));
        } catch (InterruptedOperationException e) {
            throw e;
        } catch (ForkdException e) {
            return false;
        }
    }

    /**
     * Asks for the controller's version. Two published versions report an older number (contract 10.1).
     *
     * @return the version
     */
    public VersionInfo version() {
        Call call = Call.get("version", "/version", timeouts.get());
        return answers.read(call, retried(call), VersionInfo.class);
    }

    /**
     * Asks for the controller's metrics.
     *
     * @return the metrics in Prometheus' text format
     */
    public String metrics() {
        Call call = Call.get("metrics", "/metrics", timeouts.get());
        Answer answer = retried(call);
        answers.requireSuccess(call, answer);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /**
     * Lists the tags. A tag may appear twice while it is being written (contract 4.2).
     *
     * @return the tags, in the controller's order
     */
    public List<SnapshotInfo> snapshots() {
        Call call = Call.get("list snapshots", "/v1/snapshots", timeouts.get());
        List<SnapshotInfo> list = answers.read(call, retried(call), new TypeReference<List<SnapshotInfo>>() {});
        if (list.stream().anyMatch(info -> info == null || info.tag() == null)) {
            throw answers.unreadable(call, "a snapshot has no tag");
        }
        return List.copyOf(list);
    }

    /**
     * Looks up a tag. Unlike {@link #snapshots()} this also finds tags that were made with forkd's CLI on controllers
     * that do not list them (contract 4.2). Controllers before 0.5.0 know no such request.
     *
     * @param tag the tag
     * @return what the controller tells of it, without its status; empty if the tag or the request is unknown
     */
    public Optional<SnapshotInfo> snapshot(String tag) {
        Checks.tag("get snapshot", tag);
        Call call = Call.get("get snapshot", "/v1/snapshots/" + tag + "/info", timeouts.get());
        Answer answer = retried(call);
        return answer.status() == 404 ? Optional.empty() : Optional.of(answers.read(call, answer, SnapshotInfo.class));
    }

    /**
     * Deletes a tag; a tag that does not exist counts as deleted. Tried up to three times.
     *
     * @param tag the tag
     * @throws ConflictException if other tags are chained to it
     */
    public void deleteSnapshot(String tag) {
        Checks.tag("delete snapshot", tag);
        delete(Call.delete("delete snapshot " + tag, "/v1/snapshots/" + tag, timeouts.delete()));
    }

    /**
     * Lists the sandboxes of all clients, including dead ones (contract 5.4).
     *
     * @return the sandboxes, in the controller's order
     */
    public List<SandboxInfo> sandboxes() {
        Call call = Call.get("list sandboxes", "/v1/sandboxes", timeouts.get());
        List<SandboxInfo> list = answers.read(call, retried(call), new TypeReference<List<SandboxInfo>>() {});
        list.forEach(info -> spawner.requireSafeId(call, info));
        return List.copyOf(list);
    }

    /**
     * Looks up a sandbox. A sandbox that is listed is not necessarily alive.
     *
     * @param id the sandbox's id
     * @return the sandbox, or empty if the controller does not know it
     */
    public Optional<SandboxInfo> sandbox(String id) {
        Checks.id("get sandbox", id);
        Call call =
                Call.get("get sandbox", "/v1/sandboxes/" + id, timeouts.get()).in(id);
        Answer answer = retried(call);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        SandboxInfo info = answers.read(call, answer, SandboxInfo.class);
        spawner.requireSafeId(call, info);
        return Optional.of(info);
    }

    /**
     * Creates sandboxes under the host-wide lock of this controller (contract 5.3). After failures that pass by
     * themselves, such as a busy device, it tries up to three times. If the answer is lost, the sandboxes are found in
     * the controller's listing and returned.
     *
     * @param request tag, number (1 to 1000) and options; a memory limit must be positive
     * @return the sandboxes, possibly fewer than asked for; none has been pinged yet
     * @throws CapacityException if the controller has no room
     */
    public List<SandboxInfo> spawn(SpawnRequest request) {
        requireOpen();
        return spawner.spawn(request);
    }

    /**
     * Deletes a sandbox; a sandbox that does not exist counts as deleted. Tried up to three times.
     *
     * @param id the sandbox's id
     */
    public void delete(String id) {
        Checks.id("delete", id);
        delete(Call.delete("delete", "/v1/sandboxes/" + id, timeouts.delete()).in(id));
    }

    /**
     * Runs one command to its end, once. Different failures look alike in the answer: read contract 6 first, or use
     * {@link Sandbox#run} and {@link Sandbox#start}, which tell them apart.
     *
     * @param id the sandbox's id
     * @param request at least one argument, each at most 131071 bytes of UTF-8 without NUL; timeout 1 to 86400 seconds
     * @return output and exit code
     */
    public ExecResponse exec(String id, ExecRequest request) {
        Checks.exec(id, request);
        byte[] body = Checks.body("exec", answers.write(request));
        Duration timeout = Duration.ofSeconds(request.timeoutSecs()).plus(timeouts.execMargin());
        Call call = Call.post("exec", "/v1/sandboxes/" + id + "/exec", body, timeout)
                .in(id);
        ExecResponse response = answers.read(call, once(call), ExecResponse.class);
        if (response.stdout() == null || response.stderr() == null) {
            throw answers.unreadable(call, "the answer lacks an output");
        }
        return response;
    }

    /**
     * Evaluates one expression in the guest's agent, once (contract 6.8).
     *
     * @param id the sandbox's id
     * @param request the expression
     * @return the expression's value, or the error that it raised
     */
    public EvalResponse eval(String id, EvalRequest request) {
        return eval(id, request, timeouts.eval());
    }

    EvalResponse eval(String id, EvalRequest request, Duration timeout) {
        Checks.id("eval", id);
        byte[] body = Checks.body("eval", answers.write(request));
        Call call = Call.post("eval", "/v1/sandboxes/" + id + "/eval", body, timeout)
                .in(id);
        return answers.read(call, once(call), EvalResponse.class);
    }

    /**
     * Pings a guest's agent. The ping is repeated only when the connection to the controller was refused or cut.
     *
     * @param id the sandbox's id
     * @return the agent's answer
     * @throws ControllerException if the guest does not answer
     */
    public PingResponse ping(String id) {
        Checks.id("ping", id);
        Call call = Call.post("ping", "/v1/sandboxes/" + id + "/ping", null, timeouts.ping())
                .in(id);
        return answers.read(call, disconnected.run(transport.failure(call), () -> send(call)), PingResponse.class);
    }

    /**
     * Makes a tag of a running sandbox, under the host-wide lock of this controller. While all branch slots are taken
     * it tries again for up to two minutes.
     *
     * <p>Cutting a branch short kills the sandbox (contract 8.5). So a thread that is interrupted meanwhile still waits
     * for the answer, and finds its interrupt flag set afterwards. After any failure of a branch, treat the sandbox as
     * dead.
     *
     * @param id the sandbox's id
     * @param request the new tag, and whether to pause only for dirty pages
     * @return the finished tag
     * @throws ConflictException if the tag exists
     */
    public SnapshotInfo branch(String id, BranchRequest request) {
        requireOpen();
        return brancher.branch(id, request);
    }

    /**
     * Makes a {@link Sandbox} for a sandbox of this controller. Nothing is sent.
     *
     * @param info the sandbox, as listed or spawned
     * @return the handle
     */
    public Sandbox attach(SandboxInfo info) {
        Checks.id("attach", info.id());
        return new Sandbox(this, info);
    }

    /**
     * Refuses further calls with an {@link IllegalStateException}. Calls under way go on, and sandboxes are not
     * touched.
     */
    @Override
    public void close() {
        closed = true;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    boolean evaluates() {
        return evaluates;
    }

    Outage outage() {
        return outage;
    }

    private void delete(Call call) {
        // A 500 often means that the deletion is done but the state file was not written; the next try then gets a 404
        // (contract 5.4).
        Answer answer = retried(call);
        if (answer.status() != 404) {
            answers.requireSuccess(call, answer);
        }
    }

    /** Treats a 5xx answer as a failure as well, so that it is tried again. */
    private Answer retried(Call call) {
        return repeatable.run(transport.failure(call), () -> {
            Answer answer = send(call);
            if (answer.status() >= 500) {
                answers.requireSuccess(call, answer);
            }
            return answer;
        });
    }

    private Answer once(Call call) {
        return once.run(transport.failure(call), () -> send(call));
    }

    private static boolean transientFailure(ForkdException e) {
        return e instanceof UnreachableException
                || e instanceof UnreadableAnswerException
                || ((e instanceof ControllerException || e instanceof CapacityException)
                        && e.status().orElse(0) >= 500);
    }

    private Answer send(Call call) {
        requireOpen();
        return transport.send(call);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this client was closed");
        }
    }
}
