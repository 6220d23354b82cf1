package dev.forkd.action.run;

import dev.forkd.client.ForkdClient;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.sandbox.Isolation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client for the controller that the user chose, with the embedded one behind it if that is it. */
public final class Controller implements AutoCloseable {
    private static final String USER_AGENT = "forkd-action";

    private final ForkdClient client;
    private final @Nullable LocalController local;

    private Controller(ForkdClient client, @Nullable LocalController local) {
        this.client = client;
        this.local = local;
    }

    /**
     * Opens a connection; nothing is sent yet.
     *
     * @param settings which controller
     * @param environment for proxies and certificates
     * @return the connection
     * @throws IOException if the embedded controller cannot start, or the certificates cannot be read
     * @throws InterruptedException if interrupted
     */
    public static Controller open(RunSettings settings, Map<String, String> environment)
            throws IOException, InterruptedException {
        if (settings.controller().isPresent()) {
            ForkdClient.Builder client = ForkdClient.builder(
                            settings.controller().get())
                    .token(settings.token())
                    .userAgent(USER_AGENT);
            new Network(environment).configure(client);
            return new Controller(client.build(), null);
        }
        LocalController local = LocalController.start(LocalControllerOptions.defaults());
        ForkdClient client =
                ForkdClient.builder(local.url()).userAgent(USER_AGENT).build();
        return new Controller(client, local);
    }

    /**
     * Reaches the controller.
     *
     * @return its client
     */
    public ForkdClient client() {
        return client;
    }

    /**
     * Finds the client for an address that a lease names.
     *
     * @param address a controller's
     * @return this client if it is for that address
     */
    public Optional<ForkdClient> clientFor(URI address) {
        return address.equals(client.controller()) ? Optional.of(client) : Optional.empty();
    }

    boolean embedded() {
        return local != null;
    }

    /** Where the commands run, for the first line of a run. */
    String description() {
        return local == null
                ? "the controller at " + client.controller()
                : "the embedded controller: processes of this machine, "
                        + local.isolation().description() + ". They see its files and are no protection for it";
    }

    /**
     * Where the commands of the embedded controller start: in the user's project, as a step with {@code run} does. A
     * sandbox with a /tmp of its own does not see a project that lies there.
     */
    Optional<Path> workingDirectory(Path workspace) {
        if (local == null
                || (local.isolation() instanceof Isolation.Namespaces && workspace.startsWith(Path.of("/tmp")))) {
            return Optional.empty();
        }
        return Optional.of(workspace);
    }

    @Override
    public void close() {
        client.close();
        if (local != null) {
            local.close();
        }
    }
}
