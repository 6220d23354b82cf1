package dev.forkd.local.cli;

import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.api.EmulatedVersion;
import dev.forkd.local.sandbox.Isolation;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a local controller until a signal ends it, for curl, the official SDKs or any other client. */
@Command(
        name = "forkd-local",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = Doctor.class,
        description = {
            "Serves the forkd controller's REST API with sandboxes that are processes on this machine.",
            "It does NOT protect this machine: commands run as you and see your files. Hence loopback only."
        })
public final class Main implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Loopback address (${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8889",
            description = "Port, 0 for any (${DEFAULT-VALUE}).")
    private int port = 8889;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the bearer token; none: no authentication.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--emulate",
            paramLabel = "VERSION",
            defaultValue = "0.5.3",
            description = "0.3.0, 0.3.4, 0.5.0, 0.5.3 or baseline (${DEFAULT-VALUE}).")
    private String version = "0.5.3";

    @Option(
            names = "--isolation",
            paramLabel = "KIND",
            defaultValue = "auto",
            description = "auto, namespaces or plain (${DEFAULT-VALUE}).")
    private Isolation.Choice isolation = Isolation.Choice.AUTO;

    @Option(
            names = "--namespaces",
            paramLabel = "N",
            defaultValue = "254",
            description = "Network namespaces there seem to be (${DEFAULT-VALUE}).")
    private int namespaces = 254;

    @Option(
            names = "--branch-concurrency",
            paramLabel = "N",
            defaultValue = "4",
            description = "Branches at the same time (${DEFAULT-VALUE}).")
    private int branchConcurrency = 4;

    @Option(
            names = "--tmp-size-mib",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "Size of a sandbox's /tmp (${DEFAULT-VALUE}).")
    private int tmpSizeMib = 256;

    @Option(
            names = "--timer-scale",
            paramLabel = "FACTOR",
            defaultValue = "0",
            description =
                    "Factor on the real controller's waits for what will not come, 1 for the real ones (${DEFAULT-VALUE}).")
    private double timerScale;

    @Option(
            names = "--hide",
            paramLabel = "PATH",
            description = "Cover PATH by nothing in every sandbox, so that it looks like another machine. Repeatable.")
    private List<Path> hidden = List.of();

    @Option(
            names = "--one-tap",
            description = "Without per_child_netns allow one sandbox only, as the real controller does.")
    private boolean oneTap;

    @Option(
            names = "--criu",
            paramLabel = "PROGRAM",
            defaultValue = "criu",
            description = "Program that copies processes when a sandbox is branched, or off (${DEFAULT-VALUE}).")
    private String criu = "criu";

    @Option(
            names = "--python",
            paramLabel = "PROGRAM",
            defaultValue = "python3",
            description = "Program that evaluates expressions in sandboxes, or off (${DEFAULT-VALUE}).")
    private String python = "python3";

    @Option(names = "--state-root", paramLabel = "DIR", description = "Where controllers keep their directories.")
    private @Nullable Path stateRoot;

    private Main() {}

    /**
     * Runs until a signal ends it.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, result) -> {
                    command.getErr().println("forkd-local: " + sentence(e));
                    return 1;
                });
    }

    /** The JDK's exceptions about files say which file it is, but often not what is wrong with it. */
    private static String sentence(Exception e) {
        if (!(e instanceof FileSystemException failure)) {
            return String.valueOf(e.getMessage());
        }
        String what = Optional.ofNullable(failure.getReason())
                .orElse(failure.getClass().getSimpleName().replace("Exception", ""));
        return failure.getFile() + " cannot be read or made (" + what
                + "). Correct --token-file or --state-root, or what this user may do there.";
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalController controller = LocalController.start(options());
        // Only a signal ends this program, and only a shutdown hook notices the signal.
        Runtime.getRuntime().addShutdownHook(new Thread(controller::close));
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        out.println("forkd-local listens on " + controller.url() + ", "
                + (tokenFile == null ? "no token" : "token required") + ", sandboxes are "
                + controller.isolation().description() + "; "
                + controller.memory().description());
        if (tokenFile == null) {
            out.println("Without --token-file every user and program of this machine that reaches this port can run"
                    + " commands as you");
        }
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private LocalControllerOptions options() throws IOException {
        LocalControllerOptions options = LocalControllerOptions.defaults()
                .withBind(InetAddress.getByName(bind))
                .withPort(port)
                .withVersion(EmulatedVersion.of(version))
                .withIsolation(isolation)
                .withNamespaces(namespaces)
                .withBranchConcurrency(branchConcurrency)
                .withTmpSizeMib(tmpSizeMib)
                .withTimerScale(timerScale)
                .withHidden(hidden)
                .withCriu(criu)
                .withPython(python);
        options = oneTap ? options.withOneTap() : options;
        options = tokenFile == null ? options.withoutToken() : options.withToken(TokenFile.read(tokenFile));
        return stateRoot == null ? options : options.withStateRoot(stateRoot.toAbsolutePath());
    }

    /** Reads the version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "forkd-local "
                        + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                                .orElse("(development)")
            };
        }
    }
}
