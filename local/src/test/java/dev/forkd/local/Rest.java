package dev.forkd.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A thin client for tests: what was answered, literally. */
final class Rest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Rest(URI base) {
        this.base = base;
    }

    /** Status, body and headers of an answer. */
    record Answer(int status, String body, Map<String, List<String>> headers) {
        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        String header(String name) {
            return String.join("|", headers.getOrDefault(name, List.of()));
        }
    }

    Answer get(String path) throws Exception {
        return send(request(path).GET());
    }

    Answer delete(String path) throws Exception {
        return send(request(path).DELETE());
    }

    Answer post(String path, String json) throws Exception {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                response.statusCode(), response.body(), response.headers().map());
    }

    /** Creates sandboxes from the base tag and returns their ids. */
    List<String> create(int n) throws Exception {
        return create("local", n);
    }

    List<String> create(String tag, int n) throws Exception {
        Answer answer = post(
                "/v1/sandboxes",
                MAPPER.writeValueAsString(Map.of("snapshot_tag", tag, "n", n, "per_child_netns", true)));
        if (answer.status() != 201) {
            throw new AssertionError(answer.toString());
        }
        return answer.json().findValuesAsText("id");
    }

    Answer exec(String id, long timeoutSeconds, String... args) throws Exception {
        return post(
                "/v1/sandboxes/" + id + "/exec",
                MAPPER.writeValueAsString(Map.of("args", args, "timeout_secs", timeoutSeconds)));
    }

    Answer exec(String id, String... args) throws Exception {
        return exec(id, 20, args);
    }

    /** Runs a script that must work, and returns what it printed. */
    String shell(String id, String script) throws Exception {
        Answer answer = exec(id, "sh", "-c", script);
        if (answer.status() != 200 || answer.json().path("exit_code").asInt(-1) != 0) {
            throw new AssertionError(answer.toString());
        }
        return answer.json().path("stdout").asText();
    }
}
