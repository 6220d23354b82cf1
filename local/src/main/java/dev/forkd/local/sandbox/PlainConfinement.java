package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox for machines that allow no namespaces: a private directory, and processes that are recognised by a variable
 * in their environment. A process that clears its environment and detaches itself escapes; this kind cannot prevent
 * that.
 */
final class PlainConfinement implements Confinement {
    static final String MARKER = "FORKD_LOCAL_SANDBOX";

    private final SandboxInit init;
    private final Path directory;
    private final String mark;
    private final Map<String, String> environment;
    private final ReadWriteLock launching = new ReentrantReadWriteLock();
    private volatile boolean killed;

    PlainConfinement(SandboxInit init, Path directory, String mark) {
        this.init = init;
        this.directory = directory;
        this.mark = mark;
        this.environment = Environments.guest(directory);
        environment.put("TMPDIR", directory.resolve("tmp").toString());
        environment.put(MARKER, mark);
    }

    static SandboxInit.Starting start(Path directory, String mark, @Nullable Path snapshot) throws IOException {
        Files.createDirectories(directory.resolve("tmp"));
        List<String> command = List.of(
                Programs.command("sh"),
                "-c",
                Scripts.PLAIN,
                "forkd-sandbox",
                MARKER + "=" + mark,
                directory.toString(),
                snapshot == null ? "" : snapshot.toString());
        return SandboxInit.start(command, Environments.guest(Path.of("/")));
    }

    @Override
    public long pid() {
        return init.pid();
    }

    @Override
    public List<String> entry() {
        return List.of();
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Path workingDirectory() {
        return directory;
    }

    @Override
    public String writableStdin(Path file) {
        return file.toString();
    }

    @Override
    public Path files() {
        return directory;
    }

    @Override
    public boolean ownNetwork() {
        return false;
    }

    @Override
    public List<ProcessHandle> processes() {
        return MarkedProcesses.find(MARKER + "=" + mark);
    }

    @Override
    public Process launch(ProcessBuilder command) throws IOException {
        // A process that starts while kill() looks for marked processes could be missed, so launching and killing
        // exclude each other. When start() returns, the new process already shows its own environment, and with it the
        // mark.
        launching.readLock().lock();
        try {
            if (killed) {
                throw new IOException("the sandbox is gone");
            }
            return command.start();
        } finally {
            launching.readLock().unlock();
        }
    }

    @Override
    public boolean alive() {
        return init.alive();
    }

    @Override
    public boolean awaitDeath(Duration limit) throws InterruptedException {
        return init.awaitDeath(limit);
    }

    @Override
    public void kill() {
        launching.writeLock().lock();
        try {
            killed = true;
        } finally {
            launching.writeLock().unlock();
        }
        init.kill();
        MarkedProcesses.kill(MARKER + "=" + mark);
        Directories.deleteQuietly(directory);
    }
}
