package dev.forkd.client;

import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.fault.Faults;
import dev.forkd.local.fault.Operation;
import dev.forkd.local.sandbox.Isolation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The local controller with plain sandboxes, so that a test sees their files and processes, and with programs of the
 * test first on their PATH.
 */
final class TestController implements AutoCloseable {
    /** The tag that always exists. */
    static final String BASE = "local";

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Path root;
    private final Path programs;
    private final LocalController controller;
    final Faults faults = new Faults();

    /** With {@code /bin/sh}. */
    TestController() {
        this("/bin/sh");
    }

    TestController(String shell) {
        this(shell, PATH, options -> options);
    }

    /**
     * Starts one.
     *
     * @param shell what the guests call sh
     * @param path where they look for programs after the test's own
     * @param change further options
     */
    TestController(String shell, String path, UnaryOperator<LocalControllerOptions> change) {
        try {
            root = Files.createTempDirectory("forkd-test");
            programs = Files.createDirectory(root.resolve("bin"));
            Files.createSymbolicLink(programs.resolve("sh"), Path.of(shell));
            controller = LocalController.start(change.apply(LocalControllerOptions.defaults()
                    .withStateRoot(root.resolve("local"))
                    .withIsolation(Isolation.Choice.PLAIN)
                    .withGuestEnvironment(Map.of("PATH", programs + ":" + path))
                    .withFaults(faults)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri() {
        return controller.url();
    }

    Token token() {
        return Token.of(controller.token().orElseThrow());
    }

    /** A directory for the test's own files, removed at the end. */
    Path root() {
        return root;
    }

    /** Puts a shell script before the guests' own program of that name. */
    void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    long creates() {
        return faults.requests(Operation.CREATE_SANDBOXES);
    }

    /**
     * Pids of living processes that were started in a sandbox of this controller, however they detached themselves; what
     * stands for the guest's agent is none of them.
     */
    List<Long> processes() {
        String mark = "TMPDIR=" + root.resolve("local");
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> lives(pid)
                        && !commandLine(pid).contains(" -I -S -c ")
                        && Stream.of(read(pid, "environ").split("\0")).anyMatch(entry -> entry.startsWith(mark)))
                .toList();
    }

    static String commandLine(long pid) {
        return read(pid, "cmdline").replace('\0', ' ');
    }

    private static boolean lives(long pid) {
        String state = read(pid, "stat");
        return !state.isEmpty() && !state.substring(state.lastIndexOf(')')).startsWith(") Z");
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // It ended meanwhile, or belongs to somebody else.
        }
    }

    @Override
    public void close() throws IOException {
        controller.close();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
