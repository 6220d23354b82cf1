package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A running sandbox: a tree of processes on this machine and its files. Thread-safe. */
public final class Sandbox {
    /** Tells whether processes can be copied; the first call finds out by trying. */
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
     * Returns the process that represents the sandbox. If the sandbox has its own namespaces, killing this process
     * kills the whole sandbox.
     *
     * @return process id as this machine sees it
     */
    public long pid() {
        return confinement.pid();
    }

    /**
     * Tells whether commands can still run in the sandbox.
     *
     * @return {@code false} once the sandbox has died or was killed
     */
    public boolean alive() {
        return !killed && confinement.alive();
    }

    /**
     * Runs a command until its output streams are closed. It gets no shell, no stdin, and the environment of a guest.
     *
     * @param args program and arguments, at least one
     * @param timeout after which the direct child, and only that, is killed
     * @return how the command ended
     * @throws IOException if this machine lacks a resource, such as disk space
     * @throws InterruptedException if the controller is closing
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
     * @param timeout how long to wait for the value
     * @return the result
     * @throws IOException if this machine lacks a resource, such as memory for a process
     * @throws InterruptedException if the controller is closing
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
     * Copies the sandbox: its files and, if this machine can, its processes. Commands that a request is waiting for are
     * not copied.
     *
     * @param snapshot the directory to copy to
     * @return why processes were not copied; empty if they were
     * @throws IOException if the files cannot be copied
     * @throws InterruptedException if interrupted
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

    /**
     * Finds out which of the sockets that listen in this machine's network processes of the sandbox hold.
     *
     * @param listening what descriptors of such sockets point to
     * @return those that are held here; none if the sandbox has a network of its own
     */
    Set<String> holds(Set<String> listening) {
        Set<String> held = new HashSet<>();
        if (!confinement.ownNetwork()) {
            for (ProcessHandle process : confinement.processes()) {
                held.addAll(SocketTable.openIn(Path.of("/proc/" + process.pid())));
            }
        }
        held.retainAll(listening);
        return held;
    }

    /**
     * Kills all processes of the sandbox, waits for their end for a bounded time, and removes the sandbox's files.
     * Calling it again does nothing.
     */
    public void kill() {
        killed = true;
        confinement.kill();
    }
}
