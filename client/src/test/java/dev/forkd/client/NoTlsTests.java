package dev.forkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class NoTlsTests {

    @Test
    void an_http_client_can_be_made_but_reaches_nothing_by_https() {
        HttpClient client = HttpClient.newBuilder().sslContext(new NoTls()).build();

        assertThat(client.sslContext()).isInstanceOf(NoTls.class);
        assertThatThrownBy(() -> client.sslContext().createSSLEngine())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("http:");
    }
}
