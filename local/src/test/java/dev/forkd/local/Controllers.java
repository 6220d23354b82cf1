package dev.forkd.local;

import dev.forkd.local.sandbox.Isolation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Starts controllers for a test and closes them after it, which also ends what they started. */
final class Controllers {
    private final Path stateRoot;
    private final List<LocalController> started = new ArrayList<>();

    Controllers(Path stateRoot) {
        this.stateRoot = stateRoot;
    }

    LocalControllerOptions options() {
        return LocalControllerOptions.defaults()
                .withStateRoot(stateRoot)
                .withoutToken()
                .withCriu("off");
    }

    LocalController start(LocalControllerOptions options) throws Exception {
        LocalController controller = LocalController.start(options);
        started.add(controller);
        return controller;
    }

    /** Skips the test where the machine cannot do what it is about. A new kind does not compile until it is here. */
    LocalController start(Isolation.Choice kind) throws Exception {
        return switch (kind) {
            case AUTO -> throw new IllegalArgumentException("a test of a kind of isolation names it");
            case NAMESPACES -> {
                // Asked for by name it would be an error where there are none.
                LocalController controller = start(options().withIsolation(Isolation.Choice.AUTO));
                Assumptions.assumeTrue(controller.isolation() instanceof Isolation.Namespaces, "no namespaces here");
                yield controller;
            }
            case PLAIN -> start(options().withIsolation(kind));
        };
    }

    void close() {
        started.forEach(LocalController::close);
    }
}
