package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.local.Rest.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the web framework answers before a handler is reached, and authentication (contract 2.3, 3). */
final class HttpContractTests {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    Path stateRoot;

    private Controllers controllers;
    private Rest rest;

    @BeforeEach
    void start() throws Exception {
        controllers = new Controllers(stateRoot);
        rest = new Rest(controllers.start(controllers.options()).url());
    }

    @AfterEach
    void stop() {
        controllers.close();
    }

    @ParameterizedTest
    @CsvSource({"/", "/nope", "/healthz/", "/v1", "/v1/sandboxes/", "/v1/sandboxes/x/exec/", "/v1/sandboxes//exec"})
    void answers_an_unknown_path_with_an_empty_404(String path) throws Exception {
        Answer answer = rest.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("content-type")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PUT;/healthz;GET,HEAD",
                "GET;/v1/snapshots/x;DELETE",
                "PUT;/v1/sandboxes;GET,HEAD,POST",
                "POST;/v1/sandboxes/x;GET,HEAD,DELETE",
                "GET;/v1/sandboxes/x/exec;POST",
            })
    void answers_an_unknown_method_with_an_empty_405(String method, String path, String allow) throws Exception {
        Answer answer = rest.send(rest.request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("allow")).isEqualTo(allow);
    }

    @Test
    void answers_head_wherever_get_works() throws Exception {
        Answer answer = rest.send(rest.request("/version").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("content-length"))
                .isEqualTo(String.valueOf(rest.get("/version").body().length()));
    }

    @Test
    void wants_json() throws Exception {
        String text = "Expected request with `Content-Type: application/json`";
        for (String type : List.of("text/plain", "application/jsonx", "application/x-www-form-urlencoded")) {
            Answer answer = rest.send(
                    rest.request("/v1/sandboxes").header("Content-Type", type).POST(BodyPublishers.ofString("{}")));
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(answer.body()).isEqualTo(text);
        }
        assertThat(rest.send(rest.request("/v1/sandboxes/x/branch").POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(415);
        assertThat(rest.send(rest.request("/v1/sandboxes/x/exec")
                                .header("Content-Type", "application/vnd.x+json; charset=utf-8")
                                .POST(BodyPublishers.ofString("{\"args\":[]}")))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{;Failed to parse the request body as JSON: ",
                "nonsense;Failed to parse the request body as JSON: ",
                "{\"args\":[\"a\"],};Failed to parse the request body as JSON: ",
            })
    void answers_malformed_json_with_400(String body, String text) throws Exception {
        Answer answer = rest.post("/v1/sandboxes/x/exec", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.body()).startsWith(text).matches("(?s).* at line \\d+ column \\d+");
    }

    @Test
    void answers_an_empty_body_with_400() throws Exception {
        assertThat(rest.post("/v1/sandboxes/x/exec", "").body())
                .isEqualTo("Failed to parse the request body as JSON: EOF while parsing a value at line 1 column 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{};missing field `args`",
                "[];invalid type: sequence, expected a struct",
                "{\"args\":null};args: invalid type: null, expected a sequence",
                "{\"args\":[1]};args[0]: invalid type: integer `1`, expected a string",
                "{\"args\":[],\"args\":[]};duplicate field `args`",
                "{\"args\":[],\"timeout_secs\":-1};timeout_secs: invalid value: integer `-1`, expected u64",
                "{\"args\":[],\"timeout_secs\":1.5};timeout_secs: invalid type: floating point `1.5`, expected u64",
                "{\"args\":[],\"timeout_secs\":null};timeout_secs: invalid type: null, expected u64",
                "{\"args\":[],\"timeout_secs\":\"1\"};timeout_secs: invalid type: string \"1\", expected u64",
            })
    void answers_wrong_types_with_422(String body, String text) throws Exception {
        Answer answer = rest.post("/v1/sandboxes/x/exec", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo("Failed to deserialize the JSON body into the target type: " + text);
    }

    @Test
    void ignores_unknown_fields_and_what_follows() throws Exception {
        Answer answer = rest.post("/v1/sandboxes/x/exec", "{\"args\":[\"a\"],\"cwd\":1,\"cwd\":2} trailing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":\"sandbox x not found\"}");
    }

    @Test
    void limits_bodies_to_2_mib() throws Exception {
        String head = "{\"args\":[\"a\"],\"x\":\"";
        String fits = head + "y".repeat(2_097_152 - head.length() - 2) + "\"}";

        assertThat(rest.post("/v1/sandboxes/x/exec", fits).status()).isEqualTo(404);
        Answer answer = rest.post("/v1/sandboxes/x/exec", fits + " ");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("Failed to buffer the request body: length limit exceeded");
    }

    @Test
    void refuses_paths_and_queries_that_cannot_be_decoded() throws Exception {
        assertThat(rest.get("/v1/sandboxes/%ff").status()).isEqualTo(400);
        assertThat(rest.get("/v1/sandboxes/%78").body()).isEqualTo("{\"error\":\"sandbox x not found\"}");
        Answer answer = rest.delete("/v1/snapshots/x?cascade=1");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("Failed to deserialize query string: ");
    }

    @Test
    void asks_for_the_token_before_anything_else() throws Exception {
        Rest guarded = new Rest(
                controllers.start(controllers.options().withToken(TOKEN)).url());

        assertThat(guarded.get("/healthz").body()).isEqualTo("{\"ok\":true}");
        for (String path : List.of("/version", "/metrics", "/nope", "/v1/sandboxes")) {
            Answer answer = guarded.get(path);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"error\":\"missing bearer token\"}");
            assertThat(answer.headers()).doesNotContainKey("www-authenticate");
        }
        assertThat(guarded.get("/healthz/").status()).isEqualTo(404);
        assertThat(bearer(guarded, "bearer " + TOKEN).body()).isEqualTo("{\"error\":\"missing bearer token\"}");
        assertThat(bearer(guarded, "Bearer   ").body()).isEqualTo("{\"error\":\"missing bearer token\"}");
        assertThat(bearer(guarded, "Bearer wrong").body()).isEqualTo("{\"error\":\"invalid bearer token\"}");
        assertThat(bearer(guarded, "Bearer  " + TOKEN + " ").status()).isEqualTo(200);
        assertThat(guarded.send(guarded.request("/nope")
                                .header("Authorization", "Bearer " + TOKEN)
                                .GET())
                        .status())
                .isEqualTo(404);
    }

    private static Answer bearer(Rest rest, String header) throws Exception {
        return rest.send(
                rest.request("/version").header("Authorization", header).GET());
    }
}
