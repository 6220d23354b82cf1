package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** Sandboxes that are ordinary processes with a directory of their own. This works on every machine. */
final class PlainKind implements ConfinementKind {
    private final StateDirectory state;
    private final ExecutorService readers;
    private final List<Path> hidden;
    private final AtomicLong names = new AtomicLong();

    PlainKind(StateDirectory state, ExecutorService readers, List<Path> hidden) {
        this.state = state;
        this.readers = readers;
        this.hidden = hidden;
    }

    @Override
    public Optional<String> whyNot() {
        return hidden.isEmpty() ? Optional.empty() : Optional.of("plain processes cannot hide paths");
    }

    @Override
    public Isolation isolation(String reason) {
        return new Isolation.Plain(reason);
    }

    @Override
    public Starting start(Wanted wanted) throws IOException {
        String name = "sandbox-" + names.incrementAndGet();
        Path directory = Files.createDirectories(state.path().resolve(name));
        String mark = state.name() + "/" + name + "/"; // The slash distinguishes sandbox-1 from sandbox-10.
        SandboxInit.Starting init = PlainConfinement.start(directory, mark, wanted.snapshot());
        return new Starting() {
            @Override
            public Confinement await() throws IOException, InterruptedException {
                return new PlainConfinement(init.await(readers), directory, mark);
            }

            @Override
            public void abandon() {
                init.abandon();
                Directories.deleteQuietly(directory);
            }
        };
    }

    @Override
    public void killLeftovers() {
        MarkedProcesses.kill(PlainConfinement.MARKER + "=" + state.name() + "/");
    }
}
