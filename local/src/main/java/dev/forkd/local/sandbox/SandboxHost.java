package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Starts sandboxes on this machine, all in the kind of isolation that was found to work when it was opened. */
public final class SandboxHost implements AutoCloseable {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

    private final StateDirectory state;
    private final int tmpSizeMib;
    private final ExecutorService readers;
    private final CommandRunner runner;
    private final Isolation isolation;
    private final AtomicLong names = new AtomicLong();

    /**
     * Finds out which isolation works, by starting and entering a sandbox.
     *
     * @param state the controller's own directory
     * @param choice what is wanted
     * @param tmpSizeMib size of a sandbox's {@code /tmp} where it has one of its own
     * @param outputLimit bytes of a command's stdout and stderr that are kept in memory, each
     * @param environment variables that commands see besides the usual ones
     * @throws IOException when the wanted isolation does not work here
     * @throws InterruptedException when interrupted
     */
    public SandboxHost(
            StateDirectory state,
            Isolation.Choice choice,
            int tmpSizeMib,
            int outputLimit,
            Map<String, String> environment)
            throws IOException, InterruptedException {
        this.state = state;
        this.tmpSizeMib = tmpSizeMib;
        this.readers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "forkd-local-reader");
            thread.setDaemon(true);
            return thread;
        });
        Path pipes = Files.createDirectories(state.path().resolve("exec"));
        this.runner = new CommandRunner(pipes, readers, outputLimit, environment);
        this.isolation = choose(choice);
    }

    /**
     * The isolation in use.
     *
     * @return kind and reason
     */
    public Isolation isolation() {
        return isolation;
    }

    /**
     * Starts several sandboxes side by side: all, or none.
     *
     * @param count how many
     * @param snapshot directory whose content each finds in its own; {@code null} for nothing
     * @return the sandboxes
     * @throws IOException when one of them cannot be started; the others are killed then
     * @throws InterruptedException when interrupted; likewise
     */
    public List<Sandbox> start(int count, @Nullable Path snapshot) throws IOException, InterruptedException {
        List<Pending> pending = new ArrayList<>();
        List<Sandbox> started = new ArrayList<>();
        boolean complete = false;
        try {
            for (int i = 0; i < count; i++) {
                pending.add(begin(snapshot));
            }
            for (Pending next : pending) {
                started.add(new Sandbox(finish(next), runner));
            }
            complete = true;
            return started;
        } finally {
            if (!complete) {
                started.forEach(Sandbox::kill);
                pending.stream().skip(started.size()).forEach(Pending::abandon);
            }
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
        if (isolation instanceof Isolation.Plain) {
            MarkedProcesses.kill(PlainConfinement.MARKER + "=" + state.name() + "/");
        }
    }

    private Pending begin(@Nullable Path snapshot) throws IOException {
        if (isolation instanceof Isolation.Namespaces own) {
            return new Pending(NamespaceConfinement.start(own.userNamespace(), snapshot, tmpSizeMib), null, "");
        }
        String name = "sandbox-" + names.incrementAndGet();
        Path directory = Files.createDirectories(state.path().resolve(name));
        String mark = state.name() + "/" + name + "/"; // The slash keeps sandbox-1 apart from sandbox-10.
        return new Pending(PlainConfinement.start(directory, mark, snapshot), directory, mark);
    }

    private Confinement finish(Pending pending) throws IOException, InterruptedException {
        Keeper keeper = pending.keeper().await(readers);
        Path directory = pending.directory();
        return directory == null
                ? new NamespaceConfinement(keeper, ((Isolation.Namespaces) isolation).userNamespace())
                : new PlainConfinement(keeper, directory, pending.mark());
    }

    private Isolation choose(Isolation.Choice choice) throws IOException, InterruptedException {
        if (choice == Isolation.Choice.PLAIN) {
            return new Isolation.Plain("asked for by the configuration");
        }
        String reason = "";
        for (boolean user : new boolean[] {false, true}) {
            try {
                probe(user);
                return new Isolation.Namespaces(user);
            } catch (IOException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
        if (choice == Isolation.Choice.NAMESPACES) {
            throw new IOException("this machine allows no namespaces (" + reason + ")");
        }
        return new Isolation.Plain("this machine allows no namespaces (" + reason + ")");
    }

    private void probe(boolean userNamespace) throws IOException, InterruptedException {
        Keeper keeper =
                NamespaceConfinement.start(userNamespace, null, tmpSizeMib).await(readers);
        Confinement confinement = new NamespaceConfinement(keeper, userNamespace);
        try {
            ExecOutcome outcome = runner.run(confinement, List.of("sh", "-c", "exit 3"), PROBE_LIMIT);
            if (!(outcome instanceof ExecOutcome.Finished done && done.exitCode() == 3)) {
                throw new IOException("a sandbox could be started but not entered: " + outcome);
            }
        } finally {
            confinement.kill();
        }
    }

    private record Pending(Keeper.Starting keeper, @Nullable Path directory, String mark) {
        void abandon() {
            keeper.abandon();
            if (directory != null) {
                Directories.deleteQuietly(directory);
            }
        }
    }
}
