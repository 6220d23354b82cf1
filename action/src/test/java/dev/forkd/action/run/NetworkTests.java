package dev.forkd.action.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.client.ForkdClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTests {
    private static Optional<InetSocketAddress> proxy(Map<String, String> environment, String uri) {
        return new Network(environment).proxy(URI.create(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, proxy.example:3128, https://forkd.example, 3128",
        "https_proxy, http://user:pw@proxy.example:3128/, https://forkd.example, 3128",
        "http_proxy, http://proxy.example, http://forkd.example:8889, 80"
    })
    void theEnvironmentNamesAProxy(String name, String value, String uri, int port) {
        InetSocketAddress proxy = proxy(Map.of(name, value), uri).orElseThrow();
        assertThat(proxy.getHostString()).isEqualTo("proxy.example");
        assertThat(proxy.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({"forkd.example", ".example", "*.example", "*", "'a,forkd.example:8889'"})
    void someHostsAreReachedDirectly(String excluded) {
        assertThat(proxy(Map.of("https_proxy", "proxy.example:1", "no_proxy", excluded), "https://forkd.example:8889"))
                .isEmpty();
    }

    @Test
    void otherSchemesAndNonsenseMeanNoProxy() {
        assertThat(proxy(Map.of("http_proxy", "proxy.example:1"), "https://forkd.example"))
                .isEmpty();
        assertThat(proxy(Map.of("https_proxy", "http://a b"), "https://forkd.example"))
                .isEmpty();
        assertThat(proxy(Map.of("https_proxy", "p:1", "no_proxy", "ample"), "https://forkd.example"))
                .isPresent();
    }

    @Test
    void aFileThatHoldsNoCertificateIsNamed(@TempDir Path directory) throws IOException {
        Path pem = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nno\n");
        var network = new Network(Map.of("FORKD_CA_CERT", pem.toString()));
        assertThatThrownBy(() -> network.configure(ForkdClient.builder(URI.create("https://forkd.example"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("FORKD_CA_CERT")
                .hasMessageContaining("ca.pem");
    }
}
