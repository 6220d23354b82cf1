package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The stand-alone jar answers like the documented controller, to a client that is not ours. */
class StandAloneServerIT {

    private static final String JSON = "application/json";
    private static final String TOKEN = "a-token-for-the-server-0123456789";

    @RegisterExtension
    final Home home = new Home();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private @Nullable Server server;
    private @Nullable String token;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(home);
    }

    @AfterEach
    void stop() {
        server.close();
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    @Test
    void says_what_it_is() throws Exception {
        assertAnswer(get("/healthz"), 200, JSON, "{\"ok\":true}");
        assertAnswer(
                get("/version"),
                200,
                JSON,
                "{\"version\":\"0.5.3\",\"api\":\"v1\",\"implementation\":\"forkd-local\"}");
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4");
        assertThat(metrics.body())
                .contains(
                        "# TYPE forkd_sandboxes_active gauge\nforkd_sandboxes_active 0\n",
                        "forkd_branch_concurrency_cap 4\n",
                        "forkd_build_info{version=\"0.5.3\"} 1\n");
    }

    @Test
    void a_sandbox_from_its_creation_to_its_deletion() throws Exception {
        HttpResponse<String> created =
                post("/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"n\":1,\"per_child_netns\":true}");
        assertThat(created.statusCode()).isEqualTo(201);
        Matcher id = Pattern.compile(
                        "^\\[\\{\"id\":\"(sb-[0-9a-f]+-[0-9a-f]{4})\",\"snapshot_tag\":\"local\",\"netns\":\"forkd-child-1\","
                                + "\"guest_addr\":\"10\\.42\\.0\\.2:8888\",\"created_at_unix\":\\d+,\"pid\":\\d+,"
                                + "\"memory_limit_mib\":null,\"has_branched\":false,\"last_branch_memory_path\":null,"
                                + "\"branch_count\":0}]$")
                .matcher(created.body());
        assertThat(id.find()).as(created.body()).isTrue();
        String sandbox = "/v1/sandboxes/" + id.group(1);

        HttpResponse<String> ping = post(sandbox + "/ping", "");
        assertThat(ping.statusCode()).isEqualTo(200);
        assertThat(ping.body()).contains("\"pong\":true", "\"agent_lang\":\"python\"");
        assertAnswer(
                post(sandbox + "/exec", "{\"args\":[\"sh\",\"-c\",\"echo hi\"],\"timeout_secs\":30}"),
                200,
                JSON,
                "{\"stdout\":\"hi\\n\",\"stderr\":\"\",\"exit_code\":0}");
        assertAnswer(
                post(sandbox + "/exec", "{\"args\":[\"no-such-program\"]}"),
                200,
                JSON,
                "{\"stdout\":\"\",\"stderr\":\"\",\"exit_code\":1}");
        assertAnswer(
                post(sandbox + "/exec", "{\"args\":[]}"),
                400,
                JSON,
                "{\"error\":\"args must contain at least one element\"}");
        assertAnswer(
                post(sandbox + "/eval", "{\"code\":\"1+1\"}"),
                200,
                JSON,
                "{\"result\":\"2\",\"error\":null,\"exit_code\":0}");
        HttpResponse<String> branch = post(sandbox + "/branch", "{\"tag\":\"a-branch\"}");
        assertThat(branch.statusCode()).isEqualTo(201);
        assertThat(branch.body()).contains("\"tag\":\"a-branch\"", "\"branched_from\":\"" + id.group(1) + "\"");
        assertThat(get("/metrics").body()).contains("forkd_sandboxes_active 1\n");

        assertAnswer(send("DELETE", sandbox, null, null), 204, "", "");
        assertAnswer(
                send("DELETE", sandbox, null, null),
                404,
                JSON,
                "{\"error\":\"sandbox " + id.group(1) + " not found\"}");
        assertAnswer(send("DELETE", "/v1/snapshots/a-branch", null, null), 204, "", "");
        assertAnswer(get("/v1/sandboxes"), 200, JSON, "[]");
    }

    @Test
    void refuses_as_documented() throws Exception {
        assertAnswer(get("/no/such/path"), 404, "", "");
        assertAnswer(get("/v1/sandboxes/sb-0-0000"), 404, JSON, "{\"error\":\"sandbox sb-0-0000 not found\"}");
        HttpResponse<String> method = get("/v1/snapshots/x");
        assertAnswer(method, 405, "", "");
        assertThat(method.headers().firstValue("Allow")).hasValue("DELETE");
        assertThat(post("/v1/sandboxes", "{\"snapshot_tag\":\"" + "x".repeat(2_097_152) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertAnswer(
                send("POST", "/v1/sandboxes", "text/plain", "{\"snapshot_tag\":\"local\"}"),
                415,
                "text/plain; charset=utf-8",
                "Expected request with `Content-Type: application/json`");
        HttpResponse<String> malformed = post("/v1/sandboxes", "{\"snapshot_tag\"");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).startsWith("Failed to parse the request body as JSON: ");
        HttpResponse<String> wrong = post("/v1/sandboxes", "{\"snapshot_tag\":7}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).startsWith("Failed to deserialize the JSON body into the target type: snapshot_tag: ");
        assertAnswer(
                post("/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"n\":0}"),
                400,
                JSON,
                "{\"error\":\"n must be ≥ 1\"}");
        assertAnswer(
                post("/v1/sandboxes", "{\"snapshot_tag\":\"local\",\"n\":1001}"),
                400,
                JSON,
                "{\"error\":\"n must be ≤ 1000 (sanity cap)\"}");
        assertAnswer(
                post("/v1/sandboxes", "{\"snapshot_tag\":\"nope\"}"),
                404,
                JSON,
                "{\"error\":\"snapshot nope not found\"}");
    }

    @Test
    void asks_for_its_token() throws Exception {
        server.close();
        Path file = Files.writeString(home.root().resolve("token"), TOKEN + "\n");
        server = Server.start(home, "--token-file", file.toString());

        assertAnswer(get("/healthz"), 200, JSON, "{\"ok\":true}");
        HttpResponse<String> without = get("/version");
        assertAnswer(without, 401, JSON, "{\"error\":\"missing bearer token\"}");
        assertThat(without.headers().firstValue("WWW-Authenticate")).isEmpty();
        token = "wrong";
        assertAnswer(get("/no/such/path"), 401, JSON, "{\"error\":\"invalid bearer token\"}");
        token = TOKEN;
        assertAnswer(get("/no/such/path"), 404, "", "");
        assertAnswer(get("/v1/sandboxes"), 200, JSON, "[]");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, null, null);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, JSON, body);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String type, @Nullable String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String type, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).isEqualTo(type);
    }
}
