package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs one command in a sandbox in the same way as the guest's agent (contract 6.2 to 6.7). */
final class CommandRunner {

    /** The longest argument that the kernel accepts (contract 7.6). */
    private static final int ARGUMENT_LIMIT = 131_071;

    /** How many bytes of a command's stdout, and of its stderr, are kept in memory; one that prints more fails. */
    private static final int MAX_OUTPUT = 64 << 20;

    private static final Duration MAX_TIMEOUT = Duration.ofDays(3650);
    private static final Duration DEATH_GRACE = Duration.ofMillis(500);

    private final Path directory;
    private final FifoPool fifos;
    private final ExecutorService readers;
    private final Map<String, String> environment;
    private final AtomicLong names = new AtomicLong();

    CommandRunner(Path directory, ExecutorService readers, Map<String, String> environment) {
        this.directory = directory;
        this.fifos = new FifoPool(directory);
        this.readers = readers;
        this.environment = Map.copyOf(environment);
    }

    ExecOutcome run(Confinement sandbox, List<String> args, Duration timeout) throws IOException, InterruptedException {
        if (!acceptable(args)) {
            return new ExecOutcome.AgentError();
        }
        long deadline = System.nanoTime() + (timeout.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : timeout).toNanos();
        Path record = Files.createFile(directory.resolve("record-" + names.incrementAndGet()));
        try (Capture out = new Capture(fifos, readers, MAX_OUTPUT);
                Capture err = new Capture(fifos, readers, MAX_OUTPUT)) {
            Process process;
            try {
                process = start(sandbox, args, record, out, err);
            } catch (IOException e) {
                return new ExecOutcome.AgentError(); // The arguments are too long in total, or the sandbox is gone.
            }
            out.started();
            err.started();
            try {
                if (out.await(deadline)
                        && err.await(deadline)
                        && process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return outcome(sandbox, process, record, out, err);
                }
                killDirectChild(sandbox, process);
                return new ExecOutcome.AgentError();
            } catch (InterruptedException e) {
                process.destroyForcibly(); // The controller is closing, and its sandboxes with it.
                throw e;
            }
        } finally {
            Files.deleteIfExists(record);
        }
    }

    private static boolean acceptable(List<String> args) {
        for (String arg : args) {
            // The cheap test first: UTF-8 needs at most three bytes per char.
            if (arg.indexOf('\0') >= 0
                    || (arg.length() > ARGUMENT_LIMIT / 3
                            && arg.getBytes(StandardCharsets.UTF_8).length > ARGUMENT_LIMIT)) {
                return false;
            }
        }
        return true;
    }

    private Process start(Confinement sandbox, List<String> args, Path record, Capture out, Capture err)
            throws IOException {
        List<String> command = new ArrayList<>(sandbox.entry());
        command.addAll(
                List.of(Programs.command("sh"), "-c", Scripts.COMMAND, "forkd-exec", sandbox.writableStdin(record)));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sandbox.workingDirectory().toFile())
                .redirectInput(record.toFile())
                .redirectOutput(out.target())
                .redirectError(err.target());
        builder.environment().clear();
        builder.environment().putAll(sandbox.environment());
        builder.environment().putAll(environment);
        return sandbox.launch(builder);
    }

    private static ExecOutcome outcome(Confinement sandbox, Process process, Path record, Capture out, Capture err)
            throws IOException, InterruptedException {
        if (!sandbox.alive()) {
            return new ExecOutcome.SandboxDied();
        }
        if (out.overflowed() || err.overflowed()) {
            return new ExecOutcome.TooMuchOutput();
        }
        ExitRecord ended = ExitRecord.parse(Files.readString(record, StandardCharsets.ISO_8859_1));
        if (ended instanceof ExitRecord.Missing) {
            return new ExecOutcome.AgentError();
        }
        if (ended instanceof ExitRecord.Code code) {
            return new ExecOutcome.Finished(out.text(), err.text(), code.exitCode());
        }
        // The wrapper did not reach its end: either the sandbox is dying, or the command killed the wrapper as well.
        if (sandbox.awaitDeath(DEATH_GRACE)) {
            return new ExecOutcome.SandboxDied();
        }
        int code = process.exitValue();
        return new ExecOutcome.Finished(out.text(), err.text(), code > 128 ? 128 - code : code);
    }

    /**
     * Kills only the command itself, as the agent does on a timeout (contract 6.3); processes that the command started
     * live on. The command is the wrapper's only child, and the wrapper is the only child of the process that entered
     * the sandbox.
     */
    private static void killDirectChild(Confinement sandbox, Process process) throws InterruptedException {
        int levels = sandbox.entry().isEmpty() ? 1 : 2;
        for (int attempt = 0; attempt < 100 && process.isAlive(); attempt++) {
            List<ProcessHandle> generation = List.of(process.toHandle());
            for (int level = 0; level < levels; level++) {
                generation =
                        generation.stream().flatMap(ProcessHandle::children).toList();
            }
            generation.forEach(ProcessHandle::destroyForcibly);
            if (process.waitFor(generation.isEmpty() ? 2 : 200, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
