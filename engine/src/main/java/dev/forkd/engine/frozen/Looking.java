package dev.forkd.engine.frozen;

import dev.forkd.client.ExitStatus;
import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.RemoteCommand;
import dev.forkd.client.RemoteProcess;
import dev.forkd.client.Sandbox;
import dev.forkd.client.StateDirectory;
import dev.forkd.client.Token;
import dev.forkd.engine.place.Kept;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.sandbox.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a command in a new sandbox of a frozen test, which is deleted afterwards. */
final class Looking {

    /** Name, in the directory of a frozen test, of what the embedded controller had of it. */
    static final String SNAPSHOT = "snapshot";

    private static final String LABEL = "forkd-junit-look";
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofHours(8);
    private static final Duration ABANDON_AFTER = Duration.ofMinutes(1);
    /** A worker that nobody polls for a minute is killed, so it is made to believe that somebody does. */
    private static final long POLLED_EVERY_SECONDS = 10;

    private static final String POLLED = "[ ! -e \"$1/polled\" ] || printf '%-30s\\n' \"look.$2\" 1<>\"$1/polled\"";
    private static final int CHUNK = 8 * 1024;

    private final FrozenTag tag;
    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Looking(FrozenTag tag, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        this.tag = tag;
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs the command, and returns its exit code. */
    int run(List<String> command) throws IOException, InterruptedException {
        Path jar = bringJarBack().orElse(null);
        try {
            if (tag.controller() == null) {
                try (LocalController controller = LocalController.start(LocalControllerOptions.defaults()
                        .withCriu(tag.criu())
                        .withSnapshot(tag.tag(), directory().resolve(SNAPSHOT)))) {
                    return run(controller.url(), controller.token().orElse(null), command);
                }
            }
            return run(URI.create(tag.controller()), environment.get("FORKD_TOKEN"), command);
        } finally {
            if (jar != null) {
                takeJarAway(jar);
            }
            deleteLayers();
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /** What was written while somebody looked is of no use any more. */
    private void deleteLayers() throws IOException {
        if (tag.directory() != null && Files.isDirectory(Path.of(tag.directory()))) {
            try (DirectoryStream<Path> copies =
                    Files.newDirectoryStream(Path.of(tag.directory()), Kept.LAYERS + "-*")) {
                copies.forEach(Directories::deleteQuietly);
            }
        }
    }

    private Path directory() throws IOException {
        Path directory = Path.of(tag.directory() == null ? "" : tag.directory());
        if (tag.directory() == null || !Files.isDirectory(directory)) {
            throw new IOException("the files of " + tag.tag() + " are gone: " + directory);
        }
        return directory;
    }

    /**
     * The worker's JVM goes on only where its jars are. Its own was deleted at the end of the run.
     *
     * @return the jar, if it was brought back, in a directory of its own
     */
    private Optional<Path> bringJarBack() throws IOException {
        Path jar = tag.workerJar() == null ? null : Path.of(tag.workerJar());
        if (jar == null || Files.exists(jar)) {
            return Optional.empty();
        }
        Files.createDirectories(directoryOf(jar));
        Files.copy(directory().resolve(Kept.WORKER_JAR), jar);
        return Optional.of(jar);
    }

    private static void takeJarAway(Path jar) throws IOException {
        Files.deleteIfExists(jar);
        try {
            Files.deleteIfExists(directoryOf(jar));
        } catch (DirectoryNotEmptyException e) {
            // Another look at the same test still uses the directory.
        }
    }

    private int run(URI url, @Nullable String token, List<String> command) {
        FleetRequest request = new FleetRequest(tag.tag(), 1, tag.perChildNetns(), null, false, READY_WITHIN, 1);
        try (ForkdClient client = ForkdClient.builder(url)
                        .token(token == null ? Token.NONE : Token.of(token))
                        .userAgent(LABEL)
                        .environment(environment)
                        .build();
                Lease lease = Leases.in(StateDirectory.standard())
                        .open(client.controller(), LABEL, tag.controller() == null);
                Fleet fleet = Fleet.start(client, request, lease)) {
            return in(fleet.sandboxes().get(0), command);
        }
    }

    private int in(Sandbox sandbox, List<String> command) {
        if (tag.processes()) {
            daemon("forkd-look-polls", () -> pretendToPoll(sandbox));
        } else {
            sandbox.run("exec sh \"$1\" lay_again \"$2\"", SHORT_TIMEOUT, tag.script(), tag.workDirectory());
        }
        List<String> words = new ArrayList<>(List.of(
                "sh",
                tag.script(),
                "look",
                tag.workDirectory(),
                tag.processes() ? "processes" : "files",
                tag.testDirectory()));
        words.addAll(command);
        RemoteProcess process = sandbox.start(RemoteCommand.builder(words)
                .deadline(LIMIT)
                .abandonAfter(ABANDON_AFTER)
                .build());
        daemon("forkd-look-input", () -> forward(process));
        return exitCode(process.waitFor(LIMIT, (stream, bytes) -> {
            PrintStream target = stream.equals("stderr") ? err : out;
            target.write(bytes, 0, bytes.length);
            target.flush();
        }));
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Until this program ends, or the sandbox. */
    private void pretendToPoll(Sandbox sandbox) {
        try {
            for (int turn = 1; ; turn++) {
                sandbox.run(POLLED, SHORT_TIMEOUT, tag.process(), Integer.toString(turn));
                TimeUnit.SECONDS.sleep(POLLED_EVERY_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The sandbox is gone, or this program is about to end. The command that the user waits for says so too.
        }
    }

    private void forward(RemoteProcess process) {
        byte[] buffer = new byte[CHUNK];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                process.send(Arrays.copyOf(buffer, read));
            }
            process.closeInput();
        } catch (IOException | RuntimeException e) {
            // The command has ended, or cannot be reached any more; both show where its end is awaited.
        }
    }

    private static int exitCode(ExitStatus status) {
        return status instanceof ExitStatus.Exited exited ? exited.code() : 1;
    }
}
