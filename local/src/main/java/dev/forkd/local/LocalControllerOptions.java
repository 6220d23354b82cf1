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
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a local controller behaves. Start from {@link #defaults()}; every {@code with} method returns a changed copy. The
 * methods throw {@link IllegalArgumentException} for values out of range. Immutable.
 */
public final class LocalControllerOptions implements Cloneable {
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
    private @Nullable Path stateRoot;
    private Map<String, String> guestEnvironment = Map.of();
    private List<Path> hidden = List.of();
    private boolean oneTap;
    private boolean anonymous;
    private Faults faults = new Faults();
    private String criu = "criu";
    private String python = "python3";
    private Map<String, Path> snapshots = Map.of();

    private LocalControllerOptions() {}

    /**
     * Returns the defaults, which can be used as they are.
     *
     * @return the default options
     */
    public static LocalControllerOptions defaults() {
        return new LocalControllerOptions();
    }

    /**
     * Sets the address to listen on; by default the loopback address. No other address is accepted, because the
     * sandboxes do not protect the host.
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
     * Sets the port to listen on; by default any free one.
     *
     * @param value 0 to 65535, 0 for any free port
     * @return changed options
     */
    public LocalControllerOptions withPort(int value) {
        require(value >= 0 && value <= 65535, "port must be 0 to 65535");
        return change(options -> options.port = value);
    }

    /**
     * Sets the bearer token that clients must send. By default each controller makes a random token, which only
     * {@link LocalController#token()} reveals and which is written to no file.
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
     * Requires no token. Every program of every user of this machine can then run commands as the user of this JVM.
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
     * Sets the version of the real controller to imitate; by default 0.5.3.
     *
     * @param value the version
     * @return changed options
     */
    public LocalControllerOptions withVersion(EmulatedVersion value) {
        return change(options -> options.version = value);
    }

    /**
     * Sets the kind of isolation; by default the best one that works here.
     *
     * @param value the kind
     * @return changed options
     */
    public LocalControllerOptions withIsolation(Isolation.Choice value) {
        return change(options -> options.isolation = value);
    }

    /**
     * Sets the size of a sandbox's {@code /tmp} in MiB, which applies where the sandbox has a {@code /tmp} of its own;
     * by default 256.
     *
     * @param value positive
     * @return changed options
     */
    public LocalControllerOptions withTmpSizeMib(int value) {
        require(value > 0, "the size of /tmp must be positive");
        return change(options -> options.tmpSizeMib = value);
    }

    /**
     * Sets how many network namespaces the controller pretends to have (contract 5.2); by default 254.
     *
     * @param value not negative
     * @return changed options
     */
    public LocalControllerOptions withNamespaces(int value) {
        require(value >= 0, "the number of namespaces must not be negative");
        return change(options -> options.namespaces = value);
    }

    /**
     * Sets how many branches may run at once (contract 8.6); by default 4.
     *
     * @param value positive
     * @return changed options
     */
    public LocalControllerOptions withBranchConcurrency(int value) {
        require(value > 0, "branch concurrency must be positive");
        return change(options -> options.branchConcurrency = value);
    }

    /**
     * Sets a factor for the times that the real controller waits in vain, for example for a dead sandbox: 1 waits as
     * long as the real controller; 0, the default, fails at once.
     *
     * @param value 0 to 10
     * @return changed options
     */
    public LocalControllerOptions withTimerScale(double value) {
        require(value >= 0 && value <= 10, "the timer scale must be 0 to 10");
        return change(options -> options.timerScale = value);
    }

    /**
     * Sets how many requests are processed at once (contract 2.4); by default 512.
     *
     * @param value positive
     * @return changed options
     */
    public LocalControllerOptions withMaxThreads(int value) {
        require(value > 0, "the number of threads must be positive");
        return change(options -> options.maxThreads = value);
    }

    /**
     * Sets the directory below which each controller makes its own. By default it is {@code forkd/local} below
     * {@code XDG_STATE_HOME}, {@code ~/.local/state} or {@code XDG_RUNTIME_DIR}: the first of these that no other user
     * can change. If there is none, it is a new temporary directory.
     *
     * @param value the state root; a relative path is resolved at once
     * @return changed options
     */
    public LocalControllerOptions withStateRoot(Path value) {
        return change(options -> options.stateRoot = value.toAbsolutePath());
    }

    /**
     * Sets environment variables that every command in a sandbox sees in addition to the few that a guest has
     * (contract 7.2), as the image of a real guest may; by default none.
     *
     * @param value values by name; they override the usual ones
     * @return changed options
     */
    public LocalControllerOptions withGuestEnvironment(Map<String, String> value) {
        return change(options -> options.guestEnvironment = Map.copyOf(value));
    }

    /**
     * Hides paths in every sandbox: directories are covered by empty ones, files by {@code /dev/null}. With this, tests
     * can make a sandbox look like another machine. Needs isolation by namespaces.
     *
     * @param value absolute paths; by default none
     * @return changed options
     */
    public LocalControllerOptions withHidden(List<Path> value) {
        require(value.stream().allMatch(Path::isAbsolute), "paths to hide must be absolute");
        return change(options -> options.hidden = List.copyOf(value));
    }

    /**
     * Lets sandboxes without a network namespace compete for a single network device, as on the real controller: only
     * one of them can exist at a time (contract 5.2). By default any number of them share this machine's network.
     *
     * @return changed options
     */
    public LocalControllerOptions withOneTap() {
        return change(options -> options.oneTap = true);
    }

    /**
     * Leaves out of {@code GET /version} that this is a local controller, so that tests can work with what looks like a
     * real one. Its sandboxes still do not protect the host.
     *
     * @return changed options
     */
    public LocalControllerOptions withoutImplementation() {
        return change(options -> options.anonymous = true);
    }

    /**
     * Sets the faults that the controller produces, for tests; by default none.
     *
     * @param value the faults
     * @return changed options
     */
    public LocalControllerOptions withFaults(Faults value) {
        return change(options -> options.faults = value);
    }

    /**
     * Sets the program that copies processes when a sandbox is branched; by default {@code criu}, looked for on the
     * path. Without it a branch copies only files.
     *
     * @param value a name, a path, or {@code off}
     * @return changed options
     */
    public LocalControllerOptions withCriu(String value) {
        require(!value.isEmpty(), "the name of the program criu must not be empty; off stands for none");
        return change(options -> options.criu = value);
    }

    /**
     * Sets the Python that evaluates expressions in the sandboxes, as the agent in a real guest does; by default
     * {@code python3}, looked for on the path. Without it sandboxes evaluate only simple expressions.
     *
     * @param value a name, a path, or {@code off}
     * @return changed options
     */
    public LocalControllerOptions withPython(String value) {
        require(!value.isEmpty(), "the name of the program python3 must not be empty; off stands for none");
        return change(options -> options.python = value);
    }

    /**
     * Adds a tag that another local controller of this machine has made, and whose files were kept.
     *
     * @param tag its name
     * @param directory what that controller named as the tag's directory; it is only read
     * @return changed options
     */
    public LocalControllerOptions withSnapshot(String tag, Path directory) {
        Map<String, Path> more = new TreeMap<>(snapshots);
        more.put(tag, directory);
        return change(options -> options.snapshots = Map.copyOf(more));
    }

    InetAddress bind() {
        return bind;
    }

    int port() {
        return port;
    }

    /** Returns the token for a new controller, or {@code null} for none. */
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

    Map<String, Path> snapshots() {
        return snapshots;
    }

    Faults faults() {
        return faults;
    }

    private LocalControllerOptions change(Consumer<LocalControllerOptions> change) {
        try {
            LocalControllerOptions copy = (LocalControllerOptions) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
