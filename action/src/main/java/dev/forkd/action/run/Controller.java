package dev.forkd.action.run;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.Token;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.sandbox.Isolation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the controller that the user chose. If that is the embedded one, it runs as long as this object is
 * open.
 */
public final class Controller implements AutoCloseable {
    private static final String USER_AGENT = "forkd-action";

    /** A sandbox in namespaces has its own directory at this path. */
    private static final Path HIDDEN = Path.of("/tmp");

    private final ForkdClient client;
    private final @Nullable LocalController local;
    private final String isolation;

    private Controller(ForkdClient client, @Nullable LocalController local, String isolation) {
        this.client = client;
        this.local = local;
        this.isolation = isolation;
    }

    /**
     * Opens a connection. Nothing is sent yet.
     *
     * @param address the controller's address
     * @param environment environment variables, for proxies and certificates
     * @param workspace a directory that the embedded controller's sandboxes must be able to see
     * @return the connection
     * @throws IOException if the embedded controller cannot be started
     * @throws InterruptedException if interrupted
     */
    public static Controller open(ControllerAddress address, Map<String, String> environment, Path workspace)
            throws IOException, InterruptedException {
        if (address.uri().isPresent()) {
            ForkdClient client = ForkdClient.builder(address.uri().get())
                    .token(address.token())
                    .userAgent(USER_AGENT)
                    .environment(environment)
                    .build();
            return new Controller(client, null, "");
        }
        boolean hidden = workspace.startsWith(HIDDEN);
        LocalController local = LocalController.start(LocalControllerOptions.defaults()
                .withIsolation(hidden ? Isolation.Choice.PLAIN : Isolation.Choice.AUTO));
        ForkdClient client = ForkdClient.builder(local.url())
                .token(local.token().map(Token::of).orElse(Token.NONE))
                .userAgent(USER_AGENT)
                .build();
        return new Controller(
                client,
                local,
                hidden
                        ? "plain, because namespaces would hide the workspace, which lies below " + HIDDEN
                        : local.isolation().description());
    }

    /**
     * Returns the client.
     *
     * @return the client for the controller
     */
    public ForkdClient client() {
        return client;
    }

    /**
     * Returns the client for an address found in a lease.
     *
     * @param address address of a controller
     * @return this connection's client if it is for that address, otherwise empty
     */
    public Optional<ForkdClient> clientFor(URI address) {
        return address.equals(client.controller()) ? Optional.of(client) : Optional.empty();
    }

    boolean embedded() {
        return local != null;
    }

    /** Describes where the commands run, for the first line of a run's log. */
    String description() {
        return local == null
                ? "the controller at " + client.controller()
                : "the embedded controller: processes of this machine, " + isolation
                        + ". They see its files and are no protection for it";
    }

    @Override
    public void close() {
        client.close();
        if (local != null) {
            local.close();
        }
    }
}
