package dev.forkd.it;

import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.sandbox.Memory;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The program that copies processes here, if there is one. */
final class Criu {

    static final String PROGRAM =
            Optional.ofNullable(System.getenv("FORKD_CRIU")).orElse("criu");

    private Criu() {}

    static void assumeThatItCopiesProcesses(Home home) throws IOException, InterruptedException {
        try (LocalController controller = LocalController.start(
                LocalControllerOptions.defaults().withStateRoot(home.state()).withCriu(PROGRAM))) {
            Assumptions.assumeTrue(
                    controller.memory() instanceof Memory.Criu,
                    controller.memory().description());
        }
    }
}
