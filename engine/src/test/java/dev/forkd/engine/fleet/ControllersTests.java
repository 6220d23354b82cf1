package dev.forkd.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.engine.host.RunFailedException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControllersTests {

    @Test
    void a_name_stands_for_a_controller_at_each_of_its_addresses() {
        List<URI> addresses = Controllers.addresses(
                List.of(URI.create("dns+http://localhost:8889/base"), URI.create("http://localhost:8889")));

        assertThat(addresses)
                .contains(URI.create("http://127.0.0.1:8889/base"), URI.create("http://localhost:8889"))
                .allSatisfy(address -> assertThat(address.getScheme()).isEqualTo("http"));
    }

    @Test
    void an_address_that_is_also_named_by_itself_is_used_once() {
        assertThat(Controllers.addresses(
                        List.of(URI.create("http://127.0.0.1:1"), URI.create("dns+http://127.0.0.1:1"))))
                .containsExactly(URI.create("http://127.0.0.1:1"));
    }

    @Test
    void a_name_without_an_address_is_refused_with_the_setting() {
        assertThatThrownBy(() -> Controllers.addresses(List.of(URI.create("dns+http://no-such-host.invalid:1"))))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("forkd.url")
                .hasMessageContaining("no-such-host.invalid");
    }
}
