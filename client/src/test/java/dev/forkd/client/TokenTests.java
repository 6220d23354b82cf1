package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTests {
    @Test
    void trims() {
        assertThat(Token.of("  abc\n").header()).isEqualTo("Bearer abc");
        assertThat(Token.of("abc ")).isEqualTo(Token.of("abc")).isNotEqualTo(Token.of("abd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "secret value", "secret\nvalue", "secr\u00e9t", "secret\u007f"})
    void refuses_what_is_no_token_without_showing_it(String value) {
        assertThatThrownBy(() -> Token.of(value))
                .isInstanceOf(InvalidRequestException.class)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("secr"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "//host",
                "http://user:s3cr3t@host",
                "http://host?q=s3cr3t",
                "https://host#s3cr3t",
                "mailto:s3cr3t@host",
                "http://s3cr3t@bad_host:99999/"
            })
    void refuses_unsuitable_addresses_without_showing_them(String address) {
        assertThatThrownBy(() -> ForkdClient.builder(URI.create(address)))
                .isInstanceOf(InvalidRequestException.class)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("s3cr3t"));
    }

    @Test
    void normalises_addresses() {
        assertThat(ControllerUri.normalised(URI.create("HTTP://Example.COM/base//")))
                .hasToString("http://example.com:80/base");
        assertThat(ControllerUri.normalised(URI.create("https://[::1]"))).hasToString("https://[::1]:443");
        assertThat(ControllerUri.lockKey(URI.create("http://localhost:8889")))
                .isEqualTo(ControllerUri.lockKey(URI.create("http://127.0.0.1:8889")))
                .isNotEqualTo(ControllerUri.lockKey(URI.create("http://127.0.0.1:8890")));
    }

    @Test
    void finds_the_standard_state_directory() {
        assertThat(StateDirectory.candidates(
                        Map.of("XDG_STATE_HOME", "/state", "XDG_RUNTIME_DIR", "/run/user/1"), "/home/me"))
                .containsExactly(
                        Path.of("/state/forkd"), Path.of("/home/me/.local/state/forkd"), Path.of("/run/user/1/forkd"));
        assertThat(StateDirectory.candidates(Map.of("XDG_STATE_HOME", "relative"), "/home/me"))
                .containsExactly(Path.of("/home/me/.local/state/forkd"));
        assertThat(StateDirectory.candidates(Map.of(), null)).isEmpty();
    }
}
