package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.local.sandbox.Isolation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in: neither other users of the machine, nor web pages in a browser on it. */
final class DoorTests {
    @TempDir
    Path stateRoot;

    private LocalController open;

    @BeforeEach
    void start() throws Exception {
        open = LocalController.start(options().withoutToken());
    }

    @AfterEach
    void stop() {
        open.close();
    }

    private LocalControllerOptions options() {
        return LocalControllerOptions.defaults().withStateRoot(stateRoot).withIsolation(Isolation.Choice.PLAIN);
    }

    /** Sends what no HTTP client would, and returns the first line of the answer. */
    private static String status(LocalController controller, String... headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), controller.url().getPort())) {
            String request =
                    "GET /v1/sandboxes HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoTimeout(10_000);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.lines().findFirst().orElse("");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LocalHost:1", "127.0.0.1:8889", "127.8.9.1", "[::1]:8889", "[::1]", "127.0.0.1"})
    void accepts_the_names_of_the_loopback_address(String host) throws Exception {
        assertThat(status(open, "Host: " + host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8889",
                "127.evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "10.0.0.1",
                "localhost:x",
                "[::2]",
                "",
            })
    void refuses_other_names_which_point_here_by_dns_rebinding(String host) throws Exception {
        assertThat(status(open, "Host: " + host)).contains(" 403");
    }

    @Test
    void refuses_web_pages() throws Exception {
        assertThat(status(open, "Host: localhost", "Origin: http://localhost")).contains(" 403");
        assertThat(status(open, "Host: localhost", "Origin: null")).contains(" 403");
        assertThat(status(open, "Host: localhost", "Host: evil.example")).contains(" 40");
    }

    @Test
    void each_controller_makes_a_token_of_its_own_and_asks_for_it() throws Exception {
        try (LocalController first = LocalController.start(options());
                LocalController second = LocalController.start(options())) {
            String token = first.token().orElseThrow();

            assertThat(token).hasSize(64).isNotEqualTo(second.token().orElseThrow());
            assertThat(status(first, "Host: localhost")).contains(" 401");
            assertThat(status(first, "Host: localhost", "Authorization: Bearer " + token))
                    .contains(" 200");
            assertThat(status(second, "Host: localhost", "Authorization: Bearer " + token))
                    .contains(" 401");
        }
    }

    @Test
    void who_never_finishes_a_request_keeps_nobody_waiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (LocalController controller = LocalController.start(options().withMaxThreads(2))) {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), controller.url().getPort());
                slow.add(socket);
                socket.getOutputStream().write("GET /v1/sandb".getBytes(StandardCharsets.ISO_8859_1));
            }

            assertThat(status(controller, "Host: localhost")).contains(" 401");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void the_token_stands_in_no_file() throws Exception {
        try (LocalController controller = LocalController.start(options());
                var files = java.nio.file.Files.walk(stateRoot)) {
            String token = controller.token().orElseThrow();
            for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
                assertThat(java.nio.file.Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(token);
            }
        }
    }
}
