package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Starts sandboxes on this machine, all in the kind of isolation that was found to work when it was opened. */
public final class SandboxHost implements AutoCloseable {
    private final ExecutorService readers;
    private final CommandRunner runner;
    private final ConfinementKind kind;
    private final Isolation isolation;

    /**
     * Finds out which isolation works, by starting and entering a sandbox.
     *
     * @param state the controller's own directory
     * @param choice what is wanted
     * @param tmpSizeMib size of a sandbox's {@code /tmp} where it has one of its own
     * @param outputLimit bytes of a command's stdout and stderr that are kept in memory, each
     * @param environment variables that commands see besides the usual ones
     * @param hidden paths that no sandbox shows
     * @throws IOException when the wanted isolation does not work here
     * @throws InterruptedException when interrupted
     */
    public SandboxHost(
            StateDirectory state,
            Isolation.Choice choice,
            int tmpSizeMib,
            int outputLimit,
            Map<String, String> environment,
            List<Path> hidden)
            throws IOException, InterruptedException {
        this.readers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "forkd-local-reader");
            thread.setDaemon(true);
            return thread;
        });
        Path pipes = Files.createDirectories(state.path().resolve("exec"));
        this.runner = new CommandRunner(pipes, readers, outputLimit, environment);
        Chosen chosen = choose(kinds(state, choice, tmpSizeMib, runner, readers, hidden));
        this.kind = chosen.kind();
        this.isolation = chosen.isolation();
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
     * @param ownNetwork whether each has a network of its own, with a loopback device only, where that is possible
     * @return the sandboxes
     * @throws IOException when one of them cannot be started; the others are killed then
     * @throws InterruptedException when interrupted; likewise
     */
    public List<Sandbox> start(int count, @Nullable Path snapshot, boolean ownNetwork)
            throws IOException, InterruptedException {
        List<ConfinementKind.Starting> pending = new ArrayList<>();
        List<Sandbox> started = new ArrayList<>();
        boolean complete = false;
        try {
            for (int i = 0; i < count; i++) {
                pending.add(kind.start(new ConfinementKind.Wanted(snapshot, ownNetwork)));
            }
            for (ConfinementKind.Starting next : pending) {
                started.add(new Sandbox(next.await(), runner));
            }
            complete = true;
            return started;
        } finally {
            if (!complete) {
                started.forEach(Sandbox::kill);
                pending.stream().skip(started.size()).forEach(ConfinementKind.Starting::abandon);
            }
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
        kind.killLeftovers();
    }

    /** The kinds in the order in which they are tried. */
    private static List<ConfinementKind> kinds(
            StateDirectory state,
            Isolation.Choice choice,
            int tmpSizeMib,
            CommandRunner runner,
            ExecutorService readers,
            List<Path> hidden) {
        List<ConfinementKind> kinds = new ArrayList<>();
        if (choice != Isolation.Choice.PLAIN) {
            kinds.add(new NamespaceKind(false, tmpSizeMib, runner, readers, hidden));
            kinds.add(new NamespaceKind(true, tmpSizeMib, runner, readers, hidden));
        }
        if (choice != Isolation.Choice.NAMESPACES) {
            kinds.add(new PlainKind(state, readers, hidden));
        }
        return kinds;
    }

    private record Chosen(ConfinementKind kind, Isolation isolation) {}

    private static Chosen choose(List<ConfinementKind> kinds) throws IOException, InterruptedException {
        String reason = "asked for by the configuration";
        for (ConfinementKind kind : kinds) {
            Optional<String> whyNot = kind.whyNot();
            if (whyNot.isEmpty()) {
                return new Chosen(kind, kind.isolation(reason));
            }
            reason = kind instanceof PlainKind
                    ? reason + ", and " + whyNot.get()
                    : "this machine allows no namespaces (" + whyNot.get() + ")";
        }
        throw new IOException(reason);
    }
}
