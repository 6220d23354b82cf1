package dev.forkd.local.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One running sandbox: a tree of processes on this machine and its files. Thread-safe. */
public final class Sandbox {
    /** Tells, and finds out the first time, whether processes are copied. */
    interface MemorySource {
        Memory get() throws InterruptedException;
    }

    private final Confinement confinement;
    private final CommandRunner runner;
    private final Interpreters interpreters;
    private final MemorySource memory;
    private @Nullable Interpreter interpreter;
    private volatile boolean killed;

    Sandbox(Confinement confinement, CommandRunner runner, Interpreters interpreters, MemorySource memory) {
        this.confinement = confinement;
        this.runner = runner;
        this.interpreters = interpreters;
        this.memory = memory;
    }

    /**
     * The process that stands for the sandbox. Killing it kills the sandbox when it has its own namespaces.
     *
     * @return process id as this machine sees it
     */
    public long pid() {
        return confinement.pid();
    }

    /**
     * Whether commands can still run in it.
     *
     * @return {@code false} once it died or was killed
     */
    public boolean alive() {
        return !killed && confinement.alive();
    }

    /**
     * Runs a command, with no shell, no stdin and the guest's environment, until its output streams are closed.
     *
     * @param args program and arguments, at least one
     * @param timeout after which the direct child, and only that, is killed
     * @return how it ended
     * @throws IOException when this machine has run out of something
     * @throws InterruptedException when the controller is closing
     */
    public ExecOutcome exec(List<String> args, Duration timeout) throws IOException, InterruptedException {
        if (!alive()) {
            return new ExecOutcome.SandboxDied();
        }
        ExecOutcome outcome = runner.run(confinement, args, timeout);
        return killed ? new ExecOutcome.SandboxDied() : outcome;
    }

    /**
     * Evaluates a Python expression (contract 6.8).
     *
     * @param code the expression
     * @param timeout how long its value is waited for
     * @return how it ended
     * @throws IOException when this machine has run out of something
     * @throws InterruptedException when the controller is closing
     */
    public EvalOutcome eval(String code, Duration timeout) throws IOException, InterruptedException {
        if (!alive()) {
            return new EvalOutcome.Closed();
        }
        Optional<Interpreter> python = interpreter();
        return python.isEmpty() ? new EvalOutcome.NoInterpreter() : python.get().eval(code, timeout);
    }

    private synchronized Optional<Interpreter> interpreter() throws IOException {
        if (interpreter == null || !interpreter.alive()) {
            interpreter = interpreters.start(confinement).orElse(null);
        }
        return Optional.ofNullable(interpreter);
    }

    /**
     * Copies the sandbox: its files and, where this machine can, its processes. Commands that somebody waits for are not
     * copied.
     *
     * @param snapshot where to
     * @return why processes were not copied; empty when they were
     * @throws IOException when its files cannot be copied
     * @throws InterruptedException when interrupted
     */
    public Optional<String> copyTo(SnapshotDirectory snapshot) throws IOException, InterruptedException {
        Memory known = memory.get();
        return known instanceof Memory.Criu works
                ? copyTo(snapshot, works.criu())
                : copyFilesTo(snapshot, ((Memory.None) known).reason());
    }

    private Optional<String> copyTo(SnapshotDirectory snapshot, CriuMemory criu)
            throws IOException, InterruptedException {
        CriuMemory.Frozen frozen;
        try {
            frozen = criu.freeze(confinement, snapshot.memory());
        } catch (IOException e) {
            return copyFilesTo(snapshot, String.valueOf(e.getMessage()));
        }
        try (frozen) {
            Directories.copy(confinement.files(), snapshot.files());
        }
        return Optional.empty();
    }

    private Optional<String> copyFilesTo(SnapshotDirectory snapshot, String why)
            throws IOException, InterruptedException {
        Directories.copy(confinement.files(), snapshot.files());
        return Optional.of(why);
    }

    /** Kills all its processes, waits for their end within a bound, and removes its files. Idempotent. */
    public void kill() {
        killed = true;
        confinement.kill();
    }
}
