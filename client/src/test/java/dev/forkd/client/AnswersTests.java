package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.forkd.wire.BranchRequest;
import dev.forkd.wire.EvalRequest;
import dev.forkd.wire.ExecRequest;
import dev.forkd.wire.SpawnRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a controller answers, callers see a value or an exception of the family, nothing else. */
class AnswersTests {
    private static final String ID = "sb-6a11229e-0000";
    private static final Map<String, Consumer<ForkdClient>> CALLS = Map.of(
            "{\"version\":\"0.5.3\",\"api\":\"v1\"}", ForkdClient::version,
            "[{\"tag\":\"a\",\"created_at_unix\":1,\"pause_ms\":2,\"status\":\"ready\"}]", ForkdClient::snapshots,
            "[{\"id\":\"sb-1\",\"snapshot_tag\":\"a\",\"netns\":null,\"pid\":7,\"branch_count\":0}]",
                    client -> {
                        client.sandboxes();
                        client.spawn(new SpawnRequest("a", 1, true, null, false));
                    },
            "{\"stdout\":\"x\",\"stderr\":\"\",\"exit_code\":0}",
                    client -> client.exec(ID, new ExecRequest(List.of("true"), 1)),
            "{\"result\":\"2\",\"error\":null,\"exit_code\":0}", client -> client.eval(ID, new EvalRequest("1+1")),
            "{\"agent_lang\":\"python\",\"pid\":1,\"pong\":true}", client -> client.ping(ID),
            "{\"tag\":\"t\",\"dir\":\"/x\",\"branched_from\":\"sb-1\",\"pause_ms\":3}",
                    client -> client.branch(ID, new BranchRequest("t", null)),
            "{\"ok\":true}", ForkdClient::healthy);

    @Test
    void damage_gives_one_family_of_exceptions(@TempDir Path state) throws IOException {
        var body = new byte[][] {new byte[0]};
        var status = new int[] {200};
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(status[0], body[0].length == 0 ? -1 : body[0].length);
                exchange.getResponseBody().write(body[0]);
            }
        });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (ForkdClient client =
                TestClients.builder(uri, state).patience(Duration.ZERO).build()) {
            CALLS.forEach((good, call) -> {
                for (int seed = 0; seed < 40; seed++) {
                    body[0] = Mutations.of(good, seed).getBytes(StandardCharsets.UTF_8);
                    status[0] = seed % 5 == 0 ? 400 + seed : 201;
                    try {
                        call.accept(client);
                    } catch (ForkdException e) {
                        assertThat(e.getMessage()).isNotEmpty();
                    } catch (RuntimeException e) {
                        throw new AssertionError(new String(body[0], StandardCharsets.UTF_8), e);
                    }
                }
            });
        } finally {
            server.stop(0);
        }
    }
}
