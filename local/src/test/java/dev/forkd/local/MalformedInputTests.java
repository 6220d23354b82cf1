package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.local.sandbox.Isolation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that no client would send are refused; none makes a handler die. */
final class MalformedInputTests {
    private static final String[] PIECES = {
        "null",
        "-1",
        "99999999999999999999",
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "1e400",
        "\\ud800",
        "true",
        "\u0000",
        "é"
    };
    private static final Map<String, List<String>> BODIES = Map.of(
            "/v1/sandboxes",
                    List.of(
                            "{\"snapshot_tag\":\"none\",\"n\":2,\"per_child_netns\":true,\"memory_limit_mib\":512,\"prewarm\":false}"),
            "/v1/snapshots",
                    List.of("{\"tag\":\"t\",\"kernel\":\"/k\",\"rootfs\":\"/r\",\"tap\":null,\"boot_wait_secs\":1}"),
            "/v1/snapshots/local/compact", List.of("{\"to\":\"new\"}"),
            "/v1/sandboxes/ID/exec", List.of("{\"args\":[\"true\",\"x\"],\"timeout_secs\":5}"),
            "/v1/sandboxes/ID/eval", List.of("{\"code\":\"len('abc') + [1,2][0] * 3\"}", "{\"code\":\"'a' 'b'\"}"),
            "/v1/sandboxes/none/branch",
                    List.of(
                            "{\"tag\":\"t\",\"diff\":false,\"mode\":\"full\",\"live\":false,\"wait\":true,\"parent_tag\":null}"));

    @TempDir
    Path stateRoot;

    private LocalController controller;
    private Rest rest;

    @BeforeEach
    void start() throws Exception {
        controller = LocalController.start(LocalControllerOptions.defaults()
                .withStateRoot(stateRoot)
                .withoutToken()
                .withPython("off")
                .withIsolation(Isolation.Choice.PLAIN));
        rest = new Rest(controller.url());
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private static String damaged(String text, Random random) {
        var damaged = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int from = random.nextInt(damaged.length() + 1);
            int to = Math.min(damaged.length(), from + random.nextInt(8));
            damaged.replace(from, random.nextBoolean() ? to : from, PIECES[random.nextInt(PIECES.length)]);
        }
        return damaged.toString();
    }

    @Test
    void damaged_bodies_are_refused() throws Exception {
        String id = rest.create(1).get(0);
        for (Map.Entry<String, List<String>> route : BODIES.entrySet()) {
            for (String good : route.getValue()) {
                for (int seed = 0; seed < 60; seed++) {
                    String body = damaged(good, new Random(seed));

                    Rest.Answer answer = rest.post(route.getKey().replace("ID", id), body);

                    assertThat(answer.body())
                            .as("%s, seed %d: %s", route.getKey(), seed, body)
                            .doesNotContain("Exception");
                }
            }
        }
    }

    @Test
    void damaged_request_lines_are_refused() throws Exception {
        String good = "GET /v1/sandboxes/sb-1/exec?force=true HTTP/1.1";
        for (int seed = 0; seed < 150; seed++) {
            String line = damaged(good, new Random(seed)).replace("\n", "");

            assertThat(raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .as("seed %d: %s", seed, line)
                    .doesNotContain(" 500 ");
        }
        assertThat(rest.get("/healthz").status()).isEqualTo(200);
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), controller.url().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
