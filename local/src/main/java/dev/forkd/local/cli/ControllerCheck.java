package dev.forkd.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Sends a controller the first requests of a run, to see whether a run would work. Creates nothing on the controller.
 */
final class ControllerCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MAX_SKEW = Duration.ofSeconds(5);
    /** Names of snapshots that the engine keeps between builds. */
    private static final Pattern KEPT = Pattern.compile("fj-[0-9a-f]{8}-[0-9a-f]{24}-[0-9a-f]{8}");

    private static final int UNAUTHORIZED = 401;
    private static final int OK = 200;

    private final String url;
    private final Optional<String> token;
    private final Optional<String> tag;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    ControllerCheck(String url, Optional<String> token, Optional<String> tag) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
        this.tag = tag;
    }

    List<Finding> findings() throws InterruptedException {
        if (token.isPresent() && !token.get().matches("[\\x21-\\x7e]+")) {
            return List.of(Finding.wrong(
                    "token", "FORKD_TOKEN has blanks or characters that no request can carry. Copy it again."));
        }
        List<Finding> findings = new ArrayList<>();
        HttpResponse<String> health;
        try {
            health = get("/healthz");
        } catch (IllegalArgumentException e) {
            return List.of(Finding.wrong(
                    "controller", url + " is no address. Write one like http://127.0.0.1:8889, with http or https."));
        } catch (IOException e) {
            return List.of(Finding.wrong(
                    "controller",
                    url + " does not answer (" + e.getMessage() + "). Is it running, and is FORKD_URL its address?"
                            + " The doctor asks it directly: it takes neither FORKD_CA_CERT nor the environment's proxies,"
                            + " which tests do."));
        }
        if (health.statusCode() != OK || !health.body().contains("\"ok\"")) {
            return List.of(Finding.wrong(
                    "controller",
                    "something else than a forkd controller answers at " + url + " (HTTP " + health.statusCode()
                            + " for /healthz). Correct FORKD_URL."));
        }
        findings.add(clock(health));
        try {
            findings.addAll(0, behindTheToken());
        } catch (IOException e) {
            findings.add(Finding.wrong("controller", url + " stopped answering: " + reason(e)));
        }
        return findings;
    }

    /** What only a client whose token is accepted is told. */
    private List<Finding> behindTheToken() throws IOException, InterruptedException {
        HttpResponse<String> version = get("/version");
        if (version.statusCode() == UNAUTHORIZED) {
            return List.of(
                    Finding.ok("controller", url + " answers"),
                    Finding.wrong(
                            "token",
                            token.isPresent()
                                    ? "the controller refuses it. Is it the content of its --token-file?"
                                    : "the controller wants one. Set FORKD_TOKEN."));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("controller", url + " answers, " + field(version.body(), "version")));
        findings.add(Finding.ok("token", token.isPresent() ? "accepted" : "none is wanted"));
        findings.addAll(tags(get("/v1/snapshots").body()));
        return findings;
    }

    private List<Finding> tags(String snapshots) {
        Set<String> tags = new TreeSet<>();
        Set<String> kept = new TreeSet<>();
        long oldest = Long.MAX_VALUE;
        try {
            for (JsonNode snapshot : JsonMapper.builder().build().readTree(snapshots)) {
                String name = snapshot.path("tag").asText();
                if (KEPT.matcher(name).matches()) {
                    kept.add(name);
                    oldest = Math.min(oldest, snapshot.path("created_at_unix").asLong());
                } else {
                    tags.add(name);
                }
            }
        } catch (JsonProcessingException e) {
            return List.of(Finding.wrong("tag", "the controller's list of snapshots cannot be read"));
        }
        return kept.isEmpty() ? List.of(tag(tags)) : List.of(tag(tags), cache(kept, oldest));
    }

    private static Finding cache(Set<String> kept, long oldest) {
        return Finding.ok(
                "cache",
                (kept.size() == 1 ? "1 snapshot is" : kept.size() + " snapshots are")
                        + " kept for builds, the oldest of "
                        + Instant.ofEpochSecond(oldest).atOffset(ZoneOffset.UTC).toLocalDate() + ": " + shown(kept));
    }

    private Finding tag(Set<String> tags) {
        if (tag.isEmpty()) {
            return Finding.wrong("tag", "FORKD_SNAPSHOT_TAG is not set. The controller has: " + shown(tags));
        }
        return tags.contains(tag.get())
                ? Finding.ok("tag", tag.get() + " is there")
                : Finding.wrong("tag", "there is no snapshot " + tag.get() + ". The controller has: " + shown(tags));
    }

    private static String shown(Set<String> tags) {
        return tags.isEmpty()
                ? "none; make one with forkd's CLI"
                : String.join(", ", tags.stream().limit(10).toList()) + (tags.size() > 10 ? ", …" : "");
    }

    private static Finding clock(HttpResponse<String> response) {
        try {
            Optional<Duration> skew = response.headers()
                    .firstValue("date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                    .map(date ->
                            Duration.between(date.toInstant(), Instant.now()).abs());
            if (skew.isPresent() && skew.get().compareTo(MAX_SKEW) > 0) {
                return Finding.wrong(
                        "clock",
                        "this machine's and the controller's differ by "
                                + skew.get().toSeconds() + " s. Let both keep time by NTP.");
            }
            return Finding.ok(
                    "clock",
                    skew.isPresent() ? "the controller's is the same" : "the controller does not tell its own");
        } catch (DateTimeParseException e) {
            return Finding.ok("clock", "the controller does not tell its own");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        // The request's own timeout covers only the time until the answer's headers arrive.
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            return answer.get(2 * TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer within " + 2 * TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? String.valueOf(e.getMessage()) : reason(e.getCause()), e);
        }
    }

    private static String field(String json, String name) {
        try {
            return "version "
                    + JsonMapper.builder().build().readTree(json).path(name).asText("unknown");
        } catch (JsonProcessingException e) {
            return "version unknown";
        }
    }

    private static String reason(Throwable e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
}
