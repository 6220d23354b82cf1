package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Starts sandboxes on this machine. All have the same kind of isolation, which is determined when this object is made.
 */
public final class SandboxHost implements AutoCloseable {
    private final ExecutorService readers;
    private final CommandRunner runner;
    private final Interpreters interpreters;
    private final ConfinementKind kind;
    private final Isolation isolation;
    private final StateDirectory state;
    private final Settings settings;
    private final AtomicLong thaws = new AtomicLong();
    private @Nullable Memory memory;

    /**
     * Settings that apply to all sandboxes.
     *
     * @param choice the requested isolation
     * @param tmpSizeMib size in MiB of a sandbox's {@code /tmp}, if it has its own
     * @param environment variables that commands see in addition to the usual ones
     * @param hidden paths that are hidden in every sandbox
     * @param criu the program that copies processes: a name that is looked for on the path, a path, or {@code off}
     * @param python the program that evaluates expressions in sandboxes: a name, a path, or {@code off}
     */
    public record Settings(
            Isolation.Choice choice,
            int tmpSizeMib,
            Map<String, String> environment,
            List<Path> hidden,
            String criu,
            String python) {}

    /**
     * Finds out which isolation works, by starting and entering a sandbox.
     *
     * @param state the controller's own directory
     * @param settings settings for all sandboxes
     * @throws IOException if the requested isolation does not work here
     * @throws InterruptedException if interrupted
     */
    public SandboxHost(StateDirectory state, Settings settings) throws IOException, InterruptedException {
        this.state = state;
        this.settings = settings;
        this.readers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "forkd-local-reader");
            thread.setDaemon(true);
            return thread;
        });
        Path pipes = Files.createDirectories(state.path().resolve("exec"));
        this.runner = new CommandRunner(pipes, readers, settings.environment());
        this.interpreters = new Interpreters(settings.python(), settings.environment(), readers);
        Chosen chosen = choose(kinds(state, settings, runner, readers));
        this.kind = chosen.kind();
        this.isolation = chosen.isolation();
    }

    /**
     * Returns the isolation in use.
     *
     * @return kind and reason
     */
    public Isolation isolation() {
        return isolation;
    }

    /**
     * Starts several sandboxes in parallel: either all, or none.
     *
     * @param count how many
     * @param snapshot the snapshot that each is a copy of
     * @param ownNetwork whether each gets a network of its own, with only a loopback device, if that is possible
     * @return the sandboxes
     * @throws IOException if one of them cannot be started; the others are then killed
     * @throws InterruptedException if interrupted; the sandboxes are then killed
     */
    public List<Sandbox> start(int count, SnapshotDirectory snapshot, boolean ownNetwork)
            throws IOException, InterruptedException {
        int firstNumber = snapshot.hasProcesses() ? 0 : CriuMemory.FIRST_NUMBER;
        ConfinementKind.Wanted wanted = new ConfinementKind.Wanted(snapshot.files(), ownNetwork, firstNumber);
        List<ConfinementKind.Starting> pending = new ArrayList<>();
        List<Confinement> confinements = new ArrayList<>();
        boolean complete = false;
        try {
            for (int i = 0; i < count; i++) {
                pending.add(kind.start(wanted));
            }
            for (ConfinementKind.Starting next : pending) {
                confinements.add(next.await());
            }
            thaw(confinements, snapshot);
            complete = true;
            return confinements.stream()
                    .map(confinement -> new Sandbox(confinement, runner, interpreters, this::memory))
                    .toList();
        } finally {
            if (!complete) {
                confinements.forEach(Confinement::kill);
                pending.stream().skip(confinements.size()).forEach(ConfinementKind.Starting::abandon);
            }
        }
    }

    private void thaw(List<Confinement> confinements, SnapshotDirectory snapshot)
            throws IOException, InterruptedException {
        if (!snapshot.hasProcesses() || !(memory() instanceof Memory.Criu works)) {
            return;
        }
        List<Future<?>> thawing = new ArrayList<>();
        for (Confinement confinement : confinements) {
            Path logs = state.path().resolve("thaw").resolve(Long.toString(thaws.incrementAndGet()));
            thawing.add(readers.submit(() -> {
                works.criu().thaw(confinement, snapshot.memory(), logs);
                return null;
            }));
        }
        for (Future<?> next : thawing) {
            try {
                next.get();
            } catch (ExecutionException e) {
                throw new IOException("a copied process cannot go on: " + e.getCause(), e);
            }
        }
    }

    /**
     * Tells whether processes are copied with a sandbox. The first call finds out by trying.
     *
     * @return what is copied
     * @throws InterruptedException if interrupted
     */
    public synchronized Memory memory() throws InterruptedException {
        if (memory == null) {
            memory = tryMemory();
        }
        return memory;
    }

    private Memory tryMemory() throws InterruptedException {
        if (settings.criu().equals("off")) {
            return new Memory.None("asked for by the configuration");
        }
        if (!(kind instanceof NamespaceKind namespaces)) {
            return new Memory.None("sandboxes have no process ids of their own");
        }
        Optional<Path> program = Programs.find(settings.criu());
        if (program.isEmpty()) {
            return new Memory.None(
                    settings.criu().contains("/") && Files.exists(Path.of(settings.criu()))
                            ? settings.criu() + " is no program that this user may execute"
                            : "there is no program " + settings.criu());
        }
        CriuMemory criu = new CriuMemory(program.get().toString(), namespaces.userNamespace(), runner);
        return criu.whyNot(kind, state.path().resolve("thaw").resolve("probe"))
                .<Memory>map(Memory.None::new)
                .orElseGet(() -> new Memory.Criu(criu));
    }

    @Override
    public void close() {
        readers.shutdownNow();
        kind.killLeftovers();
    }

    /** The kinds in the order in which they are tried. */
    private static List<ConfinementKind> kinds(
            StateDirectory state, Settings settings, CommandRunner runner, ExecutorService readers) {
        int tmpSizeMib = settings.tmpSizeMib();
        List<Path> hidden = settings.hidden();
        ConfinementKind asRoot = new NamespaceKind(false, tmpSizeMib, runner, readers, hidden);
        ConfinementKind asUser = new NamespaceKind(true, tmpSizeMib, runner, readers, hidden);
        ConfinementKind plain = new PlainKind(state, readers, hidden);
        return switch (settings.choice()) {
            case AUTO -> List.of(asRoot, asUser, plain);
            case NAMESPACES -> List.of(asRoot, asUser);
            case PLAIN -> List.of(plain);
        };
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
