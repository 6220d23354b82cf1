package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Copies the processes of a sandbox with CRIU. CRIU runs inside the sandbox's namespaces, so it does not have to copy
 * any namespaces. The processes stay stopped from the time when their memory is taken until their files are copied as
 * well; otherwise files and memory might not match, and nobody would notice.
 */
public final class CriuMemory {
    /**
     * Processes that may be copied have ids above this number; lower ids are left for the commands that prepare a copy.
     */
    static final int FIRST_NUMBER = 1000;

    private static final Duration DUMP_LIMIT = Duration.ofMinutes(2);
    private static final Duration RESTORE_LIMIT = Duration.ofMinutes(1);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(20);
    private static final String DUMP_LOG = "dump.log";
    private static final String RESTORE_LOG = "restore.log";
    private static final int MAX_REASON = 300;

    /** CRIU reports this as an error whenever its user may not raise limits, and goes on. */
    private static final String HARMLESS = "rlimit: Can't setup";

    /**
     * Makes new processes of a copy take high ids, so that they do not take ids that the restored processes of a
     * further copy need.
     */
    private static final String SKIP_NUMBERS = "echo 10000 >/proc/sys/kernel/ns_last_pid";

    /**
     * Mounts made inside a sandbox are not copied. Whoever makes mounts can leave this script, which repeats them in
     * the copy.
     */
    private static final String MOUNT_AGAIN = "[ ! -f /tmp/.forkd-mounts ] || exec sh /tmp/.forkd-mounts";

    private static final String SLEEPER = "setsid sleep 86400 </dev/null >/dev/null 2>&1 &";

    private final String program;
    private final boolean userNamespace;
    private final CommandRunner runner;

    CriuMemory(String program, boolean userNamespace, CommandRunner runner) {
        this.program = program;
        this.userNamespace = userNamespace;
        this.runner = runner;
    }

    /** Processes that are stopped. */
    static final class Frozen implements AutoCloseable {
        private final List<SandboxProcess> roots;

        private Frozen(List<SandboxProcess> roots) {
            this.roots = roots;
        }

        /** Continues the processes. */
        @Override
        public void close() throws IOException {
            // Descendants are looked for only now, because before the processes were stopped they could still start
            // others.
            List<SandboxProcess> processes = roots.stream()
                    .flatMap(root -> root.withDescendants().stream())
                    .toList();
            if (processes.isEmpty()) {
                return;
            }
            List<String> command = new ArrayList<>(List.of(Programs.command("kill"), "-CONT"));
            processes.forEach(process -> command.add(Long.toString(process.hostPid())));
            Process kill = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                if (!kill.waitFor(PROBE_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    kill.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Takes the memory of all processes in a sandbox, except for commands that a request is waiting for.
     *
     * @param sandbox the sandbox
     * @param images directory for the memory images, one subdirectory per process tree; created here
     * @return the processes, which are now stopped
     * @throws IOException if they cannot be copied, with the reason; in that case the processes continue
     */
    Frozen freeze(Confinement sandbox, Path images) throws IOException, InterruptedException {
        List<SandboxProcess> frozen = new ArrayList<>();
        boolean done = false;
        try {
            Files.createDirectories(images);
            List<SandboxProcess> roots = SandboxProcess.childrenOf(sandbox.pid());
            ListeningSockets.refuseShared(sandbox, roots);
            for (SandboxProcess root : roots) {
                frozen.add(root);
                dump(sandbox, root, Files.createDirectories(images.resolve(Long.toString(root.pid()))));
            }
            done = true;
            return new Frozen(frozen);
        } finally {
            if (!done) {
                new Frozen(frozen).close();
                Directories.deleteQuietly(images);
            }
        }
    }

    private void dump(Confinement sandbox, SandboxProcess root, Path images) throws IOException, InterruptedException {
        run(
                sandbox,
                List.of(
                        "dump",
                        "--tree",
                        Long.toString(root.pid()),
                        "--leave-stopped",
                        "--images-dir",
                        images.toString()),
                images,
                DUMP_LOG,
                DUMP_LIMIT);
    }

    /**
     * Continues copies of processes in a sandbox that already has copies of their files.
     *
     * @param sandbox the sandbox of the copies
     * @param images the directory that {@link #freeze} wrote; if it is missing, nothing is done
     * @param work a directory for this sandbox's logs; created here
     * @throws IOException if a process cannot be continued
     */
    void thaw(Confinement sandbox, Path images, Path work) throws IOException, InterruptedException {
        if (!Files.isDirectory(images)) {
            return;
        }
        ExecOutcome mounted = runner.run(sandbox, List.of("sh", "-c", MOUNT_AGAIN), PROBE_LIMIT);
        if (!(mounted instanceof ExecOutcome.Finished done && done.exitCode() == 0)) {
            throw new IOException("what was mounted could not be mounted again: " + mounted);
        }
        try (DirectoryStream<Path> trees = Files.newDirectoryStream(images)) {
            for (Path tree : trees) {
                Path logs = Files.createDirectories(work.resolve(String.valueOf(tree.getFileName())));
                run(
                        sandbox,
                        List.of(
                                "restore",
                                "--images-dir",
                                tree.toString(),
                                "--work-dir",
                                logs.toString(),
                                "--restore-detached"),
                        logs,
                        RESTORE_LOG,
                        RESTORE_LIMIT);
            }
        }
        runner.run(sandbox, List.of("sh", "-c", SKIP_NUMBERS), PROBE_LIMIT);
    }

    private void run(Confinement sandbox, List<String> words, Path logs, String log, Duration limit)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(words);
        command.addAll(List.of("-o", log));
        if (userNamespace) {
            command.add("--unprivileged");
        }
        ExecOutcome outcome = runner.run(sandbox, command, limit);
        if (!(outcome instanceof ExecOutcome.Finished done && done.exitCode() == 0)) {
            throw new IOException("criu " + words.get(0) + " failed: " + reason(logs.resolve(log), outcome));
        }
    }

    private static String reason(Path log, ExecOutcome outcome) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            Optional<String> first = lines.filter(line -> line.contains("Error (") && !line.contains(HARMLESS))
                    .findFirst();
            if (first.isPresent()) {
                String line = first.get().strip();
                return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) : line;
            }
        } catch (IOException e) {
            return outcome + ", and its log cannot be read: " + e.getMessage();
        }
        return outcome.toString();
    }

    /**
     * Finds out why processes cannot be copied on this machine, by copying one.
     *
     * @param kind starts the sandboxes
     * @param directory for the memory images; removed afterwards
     * @return the reason, or empty if copying works
     */
    Optional<String> whyNot(ConfinementKind kind, Path directory) throws InterruptedException {
        try {
            Confinement source = kind.start(new ConfinementKind.Wanted(null, false, FIRST_NUMBER))
                    .await();
            try {
                runner.run(source, List.of("sh", "-c", SLEEPER), PROBE_LIMIT);
                try (Frozen frozen = freeze(source, directory.resolve("images"))) {
                    return whyNotThawed(kind, directory, frozen.roots.size());
                }
            } finally {
                source.kill();
            }
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } finally {
            Directories.deleteQuietly(directory);
        }
    }

    private Optional<String> whyNotThawed(ConfinementKind kind, Path directory, int expected)
            throws IOException, InterruptedException {
        Confinement copy =
                kind.start(new ConfinementKind.Wanted(null, false, 0)).await();
        try {
            thaw(copy, directory.resolve("images"), directory.resolve("work"));
            int found = SandboxProcess.childrenOf(copy.pid()).size();
            return expected > 0 && found == expected
                    ? Optional.empty()
                    : Optional.of("of " + expected + " processes " + found + " were copied");
        } finally {
            copy.kill();
        }
    }
}
