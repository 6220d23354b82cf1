package dev.forkd.engine.place;

import dev.forkd.client.Fleet;
import dev.forkd.client.FleetRequest;
import dev.forkd.client.ForkdClient;
import dev.forkd.client.Lease;
import dev.forkd.client.Leases;
import dev.forkd.client.Sandbox;
import dev.forkd.client.Token;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One sandbox of a local controller, and the world of a build that has nothing but a directory. */
final class LocalSandbox implements AutoCloseable {

    private final LocalController controller;
    private final ForkdClient client;
    private final Lease lease;
    private final Fleet fleet;

    LocalSandbox(Path scratch) throws IOException, InterruptedException {
        controller = LocalController.start(LocalControllerOptions.defaults());
        client = ForkdClient.builder(controller.url())
                .token(Token.of(controller.token().orElseThrow()))
                .stateDirectory(scratch.resolve("state"))
                .build();
        lease = Leases.in(scratch.resolve("leases")).open(client.controller(), "test", true);
        fleet = Fleet.start(client, new FleetRequest("local", 1, true, null, false, Duration.ofSeconds(20), 0), lease);
    }

    Sandbox sandbox() {
        return fleet.sandboxes().get(0);
    }

    static World world(Path root) {
        return new World(
                root,
                root,
                root,
                Path.of("/tmp"),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                new Builder(0, 0, "root", "/root", ""));
    }

    @Override
    public void close() {
        fleet.close();
        lease.close();
        client.close();
        controller.close();
    }
}
