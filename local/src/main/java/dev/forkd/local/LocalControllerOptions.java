package dev.forkd.local;

import dev.forkd.local.api.EmulatedVersion;
import dev.forkd.local.fault.Faults;
import dev.forkd.local.sandbox.Isolation;
import dev.forkd.wire.VersionInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a local controller behaves. Start from {@link #defaults()} and change what differs; every change gives a new
 * object.
 */
public final class LocalControllerOptions {
    private InetAddress bind = InetAddress.getLoopbackAddress();
    private int port;
    private @Nullable String token;
    private boolean open;
    private EmulatedVersion version = EmulatedVersion.V0_5_3;
    private Isolation.Choice isolation = Isolation.Choice.AUTO;
    private int tmpSizeMib = 256;
    private int namespaces = 254;
    private int branchConcurrency = 4;
    private double timerScale;
    private int maxThreads = 512;
    private int outputLimitMib = 64;
    private @Nullable Path stateRoot;
    private Map<String, String> guestEnvironment = Map.of();
    private List<Path> hidden = List.of();
    private boolean oneTap;
    private boolean anonymous;
    private Faults faults = new Faults();
    private String criu = "criu";
    private String python = "python3";

    private LocalControllerOptions() {}

    /**
     * The defaults.
     *
     * @return options that can be used as they are
     */
    public static LocalControllerOptions defaults() {
        return new LocalControllerOptions();
    }

    /**
     * Address to listen on; only loopback, because the sandboxes are no protection for the host.
     *
     * @param value a loopback address
     * @return changed options
     */
    public LocalControllerOptions withBind(InetAddress value) {
        require(
                value.isLoopbackAddress(),
                "bind address " + value.getHostAddress()
                        + " is not loopback: the sandboxes of a local controller do not protect the host");
        return change(options -> options.bind = value);
    }

    /**
     * Port to listen on; any free one by default.
     *
     * @param value 0 to 65535, 0 for any free one
     * @return changed options
     */
    public LocalControllerOptions withPort(int value) {
        require(value >= 0 && value <= 65535, "port must be 0 to 65535");
        return change(options -> options.port = value);
    }

    /**
     * Bearer token that clients must send. By default each controller makes a random one of its own, which {@link
     * LocalController#token()} tells and no file holds.
     *
     * @param value the token
     * @return changed options
     */
    public LocalControllerOptions withToken(String value) {
        return change(options -> {
            options.token = value;
            options.open = false;
        });
    }

    /**
     * Asks for no token: every program of every user of this machine can then run commands as the user of this JVM.
     *
     * @return changed options
     */
    public LocalControllerOptions withoutToken() {
        return change(options -> {
            options.token = null;
            options.open = true;
        });
    }

    /**
     * Version of the real controller that is imitated; 0.5.3 by default.
     *
     * @param value the version
     * @return changed options
     */
    public LocalControllerOptions withVersion(EmulatedVersion value) {
        return change(options -> options.version = value);
    }

    /**
     * Kind of isolation; the best one that works by default.
     *
     * @param value the kind
     * @return changed options
     */
    public LocalControllerOptions withIsolation(Isolation.Choice value) {
        return change(options -> options.isolation = value);
    }

    /**
     * Size of a sandbox's {@code /tmp} in MiB, where it has one of its own; 256 by default.
     *
     * @param value positive
     * @return changed options
     */
    public LocalControllerOptions withTmpSizeMib(int value) {
        require(value > 0, "the size of /tmp must be positive");
        return change(options -> options.tmpSizeMib = value);
    }

    /**
     * How many network namespaces there seem to be (contract 5.2); 254 by default.
     *
     * @param value not negative
     * @return changed options
     */
    public LocalControllerOptions withNamespaces(int value) {
        require(value >= 0, "the number of namespaces must not be negative");
        return change(options -> options.namespaces = value);
    }

    /**
     * How many branches may run at once (contract 8.6); 4 by default.
     *
     * @param value positive
     * @return changed options
     */
    public LocalControllerOptions withBranchConcurrency(int value) {
        require(value > 0, "branch concurrency must be positive");
        return change(options -> options.branchConcurrency = value);
    }

    /**
     * Factor on the real controller's waits for what will not come, such as the answer of a dead sandbox:
     * 1 waits as long as the real one; 0, the default, answers at once.
     *
     * @param value 0 to 10
     * @return changed options
     */
    public LocalControllerOptions withTimerScale(double value) {
        require(value >= 0 && value <= 10, "the timer scale must be 0 to 10");
        return change(options -> options.timerScale = value);
    }

    /**
     * How many requests are worked on at once (contract 2.4); 512 by default.
     *
     * @param value positive
     * @return changed options
     */
    public LocalControllerOptions withMaxThreads(int value) {
        require(value > 0, "the number of threads must be positive");
        return change(options -> options.maxThreads = value);
    }

    /**
     * How much of a command's stdout, and of its stderr, is kept in memory; 64 MiB by default.
     *
     * @param value 1 to 1024
     * @return changed options
     */
    public LocalControllerOptions withOutputLimitMib(int value) {
        require(value > 0 && value <= 1024, "the output limit must be 1 to 1024 MiB");
        return change(options -> options.outputLimitMib = value);
    }

    /**
     * Directory below which each controller has one of its own. By default it is {@code forkd/local} below {@code
     * XDG_STATE_HOME}, {@code ~/.local/state} or {@code XDG_RUNTIME_DIR}, the first that no other user can change, else
     * a fresh one.
     *
     * @param value the root, absolute or not
     * @return changed options
     */
    public LocalControllerOptions withStateRoot(Path value) {
        return change(options -> options.stateRoot = value.toAbsolutePath());
    }

    /**
     * Variables that every command in a sandbox sees in addition to a guest's few (contract 7.2), as an image's agent
     * may set them; none by default.
     *
     * @param value values by name; they win over the usual ones
     * @return changed options
     */
    public LocalControllerOptions withGuestEnvironment(Map<String, String> value) {
        return change(options -> options.guestEnvironment = Map.copyOf(value));
    }

    /**
     * Paths that no sandbox shows: directories are covered by empty ones, files by {@code /dev/null}. For tests, to which
     * a sandbox then looks like another machine. It needs namespaces.
     *
     * @param value absolute paths; nothing by default
     * @return changed options
     */
    public LocalControllerOptions withHidden(List<Path> value) {
        require(value.stream().allMatch(Path::isAbsolute), "paths to hide must be absolute");
        return change(options -> options.hidden = List.copyOf(value));
    }

    /**
     * Behaves as the real one where sandboxes without network namespaces share one network device: only one of them can
     * be (contract 5.2). By default any number of them share this machine's network.
     *
     * @return changed options
     */
    public LocalControllerOptions withOneTap() {
        return change(options -> options.oneTap = true);
    }

    /**
     * Does not say in {@code GET /version} that it is no real controller, so that tests can have what looks like one.
     * Its sandboxes protect the host as little as ever.
     *
     * @return changed options
     */
    public LocalControllerOptions withoutImplementation() {
        return change(options -> options.anonymous = true);
    }

    /**
     * What goes wrong, for tests; nothing by default.
     *
     * @param value the faults
     * @return changed options
     */
    public LocalControllerOptions withFaults(Faults value) {
        return change(options -> options.faults = value);
    }

    /**
     * The program that copies processes when a sandbox is branched; {@code criu}, looked for on the path, by default.
     * Without it only files are copied.
     *
     * @param value a name, a path, or {@code off}
     * @return changed options
     */
    public LocalControllerOptions withCriu(String value) {
        require(!value.isEmpty(), "the name of the program criu must not be empty; off stands for none");
        return change(options -> options.criu = value);
    }

    /**
     * The Python that evaluates expressions in the sandboxes, as the agent in a real guest does; {@code python3}, looked
     * for on the path, by default. Without it a sandbox can only calculate.
     *
     * @param value a name, a path, or {@code off}
     * @return changed options
     */
    public LocalControllerOptions withPython(String value) {
        require(!value.isEmpty(), "the name of the program python3 must not be empty; off stands for none");
        return change(options -> options.python = value);
    }

    InetAddress bind() {
        return bind;
    }

    int port() {
        return port;
    }

    /** The token of one controller, or {@code null} for none. */
    @Nullable
    String newToken() {
        if (token != null || open) {
            return token;
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    EmulatedVersion version() {
        return version;
    }

    Isolation.Choice isolation() {
        return isolation;
    }

    int tmpSizeMib() {
        return tmpSizeMib;
    }

    int namespaces() {
        return namespaces;
    }

    int branchConcurrency() {
        return branchConcurrency;
    }

    double timerScale() {
        return timerScale;
    }

    int maxThreads() {
        return maxThreads;
    }

    int outputLimitMib() {
        return outputLimitMib;
    }

    StateRoot stateRoot() throws IOException {
        return stateRoot == null ? StateRoot.standard() : new StateRoot(stateRoot, false);
    }

    Map<String, String> guestEnvironment() {
        return guestEnvironment;
    }

    List<Path> hidden() {
        return hidden;
    }

    @Nullable
    String implementation() {
        return anonymous ? null : VersionInfo.LOCAL;
    }

    boolean oneTap() {
        return oneTap;
    }

    String criu() {
        return criu;
    }

    String python() {
        return python;
    }

    Faults faults() {
        return faults;
    }

    private LocalControllerOptions change(Consumer<LocalControllerOptions> change) {
        LocalControllerOptions copy = new LocalControllerOptions();
        copy.bind = bind;
        copy.port = port;
        copy.token = token;
        copy.open = open;
        copy.version = version;
        copy.isolation = isolation;
        copy.tmpSizeMib = tmpSizeMib;
        copy.namespaces = namespaces;
        copy.branchConcurrency = branchConcurrency;
        copy.timerScale = timerScale;
        copy.maxThreads = maxThreads;
        copy.outputLimitMib = outputLimitMib;
        copy.stateRoot = stateRoot;
        copy.guestEnvironment = guestEnvironment;
        copy.hidden = hidden;
        copy.oneTap = oneTap;
        copy.anonymous = anonymous;
        copy.faults = faults;
        copy.criu = criu;
        copy.python = python;
        change.accept(copy);
        return copy;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
