package dev.forkd.action;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.Token;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.local.fault.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A controller over HTTP that asks for a token, and the inputs that name it. */
final class TestController implements AutoCloseable {
    static final String TOKEN = "s3cret-token-0123456789";

    private final Faults faults = new Faults();
    private final LocalController controller;
    private final ForkdClient client;

    TestController(Path stateRoot) throws IOException, InterruptedException {
        controller = LocalController.start(LocalControllerOptions.defaults()
                .withPython("off") // so that faults of exec hit what they mean
                .withToken(TOKEN)
                .withOneTap()
                .withFaults(faults)
                .withStateRoot(stateRoot));
        client = ForkdClient.builder(controller.url()).token(Token.of(TOKEN)).build();
    }

    Faults faults() {
        return faults;
    }

    int sandboxes() {
        return client.sandboxes().size();
    }

    void delete(String id) {
        client.delete(id);
    }

    java.util.List<String> tags() {
        return client.snapshots().stream().map(info -> info.tag()).toList();
    }

    Map<String, String> inputs(String... pairs) {
        Map<String, String> inputs = new LinkedHashMap<>(Map.of(
                "url",
                controller.url().toString(),
                "token",
                TOKEN,
                "snapshot_tag",
                "local",
                "per_child_netns",
                "true"));
        for (int i = 0; i < pairs.length; i += 2) {
            inputs.put(pairs[i], pairs[i + 1]);
        }
        return inputs;
    }

    @Override
    public void close() {
        client.close();
        controller.close();
    }
}
