package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTests {
    private static List<Proxy> select(Map<String, String> environment, String uri) {
        return new EnvironmentProxies(environment).select(URI.create(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, proxy.example:3128, https://forkd.example, 3128",
        "https_proxy, http://user:pw@proxy.example:3128/, https://forkd.example, 3128",
        "http_proxy, http://proxy.example, http://forkd.example:8889, 80"
    })
    void the_environment_names_a_proxy(String name, String value, String uri, int port) {
        Proxy proxy = select(Map.of(name, value), uri).get(0);
        assertThat(proxy.type()).isEqualTo(Proxy.Type.HTTP);
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        assertThat(address.getHostString()).isEqualTo("proxy.example");
        assertThat(address.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forkd.example", ".example", "*.example", "*", "a,forkd.example:8889"})
    void some_hosts_are_reached_directly(String excluded) {
        assertThat(select(Map.of("https_proxy", "proxy.example:1", "no_proxy", excluded), "https://forkd.example:8889"))
                .containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void other_schemes_and_nonsense_mean_no_proxy() {
        assertThat(select(Map.of("http_proxy", "proxy.example:1"), "https://forkd.example"))
                .containsExactly(Proxy.NO_PROXY);
        assertThat(select(Map.of("https_proxy", "http://a b"), "https://forkd.example"))
                .containsExactly(Proxy.NO_PROXY);
        assertThat(select(Map.of("https_proxy", "p:1", "no_proxy", "ample"), "https://forkd.example"))
                .doesNotContain(Proxy.NO_PROXY);
    }

    @Test
    void a_file_that_holds_no_certificate_is_named(@TempDir Path directory) throws IOException {
        Path broken = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nno\n");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        for (Path pem : List.of(broken, empty, directory.resolve("missing.pem"))) {
            ForkdClient.Builder client = ForkdClient.builder(URI.create("https://forkd.example"))
                    .environment(Map.of("FORKD_CA_CERT", pem.toString()));
            assertThatThrownBy(client::build)
                    .isInstanceOf(ForkdException.class)
                    .hasMessageContaining("FORKD_CA_CERT")
                    .hasMessageContaining(pem.getFileName().toString());
        }
    }
}
