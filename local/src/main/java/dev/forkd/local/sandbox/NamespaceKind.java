package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Sandboxes in namespaces of their own, made as root or, if necessary, in a user namespace. */
final class NamespaceKind implements ConfinementKind {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

    private final boolean userNamespace;
    private final int tmpSizeMib;
    private final CommandRunner runner;
    private final ExecutorService readers;
    private final List<Path> hidden;
    private boolean networks;

    NamespaceKind(
            boolean userNamespace, int tmpSizeMib, CommandRunner runner, ExecutorService readers, List<Path> hidden) {
        this.userNamespace = userNamespace;
        this.tmpSizeMib = tmpSizeMib;
        this.runner = runner;
        this.readers = readers;
        this.hidden = hidden;
    }

    @Override
    public Optional<String> whyNot() throws InterruptedException {
        Optional<String> whyNot = probe(false);
        if (whyNot.isEmpty()) {
            networks = probe(true).isEmpty();
        }
        return whyNot;
    }

    private Optional<String> probe(boolean ownNetwork) throws InterruptedException {
        try {
            Confinement confinement = begin(new Wanted(null, ownNetwork, 0)).await();
            try {
                ExecOutcome outcome = runner.run(confinement, List.of("sh", "-c", "exit 3"), PROBE_LIMIT);
                return outcome instanceof ExecOutcome.Finished done && done.exitCode() == 3
                        ? Optional.empty()
                        : Optional.of("a sandbox could be started but not entered: " + outcome);
            } finally {
                confinement.kill();
            }
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Isolation isolation(String reason) {
        return new Isolation.Namespaces(userNamespace, networks);
    }

    @Override
    public Starting start(Wanted wanted) throws IOException {
        return begin(new Wanted(wanted.snapshot(), wanted.ownNetwork() && networks, wanted.firstNumber()));
    }

    private Starting begin(Wanted wanted) throws IOException {
        SandboxInit.Starting init = NamespaceConfinement.start(userNamespace, wanted, tmpSizeMib, hidden);
        return new Starting() {
            @Override
            public Confinement await() throws IOException, InterruptedException {
                return new NamespaceConfinement(init.await(readers), userNamespace, wanted.ownNetwork());
            }

            @Override
            public void abandon() {
                init.abandon();
            }
        };
    }

    /** Tells whether commands run as the superuser of a user namespace. */
    boolean userNamespace() {
        return userNamespace;
    }

    @Override
    public void killLeftovers() {
        // Nothing to do: when a namespace's first process ends, the kernel kills all others in it.
    }
}
