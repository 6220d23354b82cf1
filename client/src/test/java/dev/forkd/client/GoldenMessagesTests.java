package dev.forkd.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.forkd.wire.BranchRequest;
import dev.forkd.wire.EvalRequest;
import dev.forkd.wire.ExecRequest;
import dev.forkd.wire.SpawnRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What people read when a controller refuses or answers something odd, whole: src/test/resources/golden/messages.md. */
class GoldenMessagesTests {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/messages.md");
    private static final String ID = "sb-6a11229e-0000";
    private static final List<Integer> STATUSES = List.of(400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503);

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path state;

    @Test
    void messages_are_as_they_were_read_and_agreed() throws IOException {
        StringBuilder page = new StringBuilder(
                "# Messages of the client\n\nWritten by `GoldenMessagesTests` with `-Ddocs.write=true`.\n");
        URI address = URI.create(SERVER.baseUrl().replace("localhost", "127.0.0.1"));
        try (ForkdClient client = TestClients.builder(address, state)
                .token(Token.of("s3cr3t-token-0123456789"))
                .patience(Duration.ofMillis(100))
                .build()) {
            calls().forEach((name, call) -> {
                page.append("\n## ").append(name).append("\n\n");
                STATUSES.forEach(status -> page.append("- ")
                        .append(status)
                        .append(": ")
                        .append(message(client, call, status, "{\"error\":\"why it failed\"}"))
                        .append('\n'));
                page.append("- no JSON: ")
                        .append(message(client, call, 200, "<html>"))
                        .append('\n');
                page.append("- empty: ").append(message(client, call, 200, "")).append('\n');
            });
        }

        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, page);
        }
        assertThat(page.toString())
                .as("run with -Ddocs.write=true, and read what changed")
                .isEqualTo(Files.readString(GOLDEN));
    }

    private static Map<String, Consumer<ForkdClient>> calls() {
        Map<String, Consumer<ForkdClient>> calls = new LinkedHashMap<>();
        calls.put("version", ForkdClient::version);
        calls.put("list of snapshots", ForkdClient::snapshots);
        calls.put("create", client -> client.spawn(new SpawnRequest("base", 2, true, 256L, false)));
        calls.put("exec", client -> client.exec(ID, new ExecRequest(List.of("true"), 1)));
        calls.put("eval", client -> client.eval(ID, new EvalRequest("1")));
        calls.put("ping", client -> client.ping(ID));
        calls.put("branch", client -> client.branch(ID, new BranchRequest("fj-tag", null)));
        calls.put("delete", client -> client.delete(ID));
        return calls;
    }

    private static String message(ForkdClient client, Consumer<ForkdClient> call, int status, String body) {
        SERVER.resetAll();
        SERVER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json")
                        .withBody(body)));
        ForkdException failure = catchThrowableOfType(ForkdException.class, () -> call.accept(client));
        return failure == null
                ? "_no failure_"
                : "**" + failure.getClass().getSimpleName() + "** "
                        + String.valueOf(failure.getMessage()).replace("" + SERVER.getPort(), "PORT");
    }
}
