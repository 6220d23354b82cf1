package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One running sandbox: a tree of processes on this machine and its files. Thread-safe. */
public final class Sandbox {
    private final Confinement confinement;
    private final CommandRunner runner;
    private volatile boolean killed;

    Sandbox(Confinement confinement, CommandRunner runner) {
        this.confinement = confinement;
        this.runner = runner;
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
     * Copies the sandbox's files, while its processes go on running. Processes are not copied.
     *
     * @param directory where they go
     * @throws IOException when they cannot be copied
     * @throws InterruptedException when interrupted
     */
    public void copyFilesTo(Path directory) throws IOException, InterruptedException {
        Directories.copy(confinement.files(), directory);
    }

    /** Kills all its processes, waits for their end within a bound, and removes its files. Idempotent. */
    public void kill() {
        killed = true;
        confinement.kill();
    }
}
