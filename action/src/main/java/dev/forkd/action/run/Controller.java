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

/** A client for the controller that the user chose, with the embedded one behind it if that is it. */
public final class Controller implements AutoCloseable {
    private static final String USER_AGENT = "forkd-action";

    /** Of this each sandbox in namespaces has one of its own. */
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
     * Opens a connection; nothing is sent yet.
     *
     * @param address which controller
     * @param environment for proxies and certificates
     * @param workspace which the embedded controller's sandboxes must see
     * @return the connection
     * @throws IOException if the embedded controller cannot start
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
