package dev.forkd.engine.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.protocol.FrameData;
import dev.forkd.worker.protocol.ThrowableData;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressInUseTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.net.BindException | Address already in use | 0",
                "java.net.BindException | Address already in use: localhost/127.0.0.1:8080 | 8080",
                "io.netty.channel.unix.Errors$NativeIoException | bind(..) failed: Address already in use: /[::]:9000 | 9000",
                "java.io.IOException | Failed to bind to /0.0.0.0:8081: Address already in use | 8081",
                "java.io.IOException | Failed to bind to 0:0:0:0:0:0:0:0:8082: address already in use | 8082",
                "org.springframework.boot.web.server.PortInUseException | Port 8080 is already in use | 8080",
                "a.B | Port 8080 of this machine was already in use at Test.java:31 | 8080"
            })
    void it_is_recognised_with_the_port_that_it_names(String type, String message, int port) {
        assertThat(AddressInUse.in(failure(type, message, null)).orElseThrow().ports())
                .isEqualTo(port == 0 ? Set.of() : Set.of(port));
    }

    @Test
    void causes_and_those_around_them_count_too() {
        ThrowableData cause = failure("java.net.BindException", "Address already in use", null);

        assertThat(AddressInUse.in(failure("a.B", "cannot start on port 8080", cause))
                        .orElseThrow()
                        .ports())
                .containsExactly(8080);
    }

    @Test
    void other_failures_are_none() {
        assertThat(AddressInUse.in(null)).isEmpty();
        assertThat(AddressInUse.in(failure("java.net.ConnectException", "localhost:8080 refused", null)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sun.nio.ch.ServerSocketChannelImpl, true",
        "sun.nio.ch.DatagramChannelImpl, false",
        "sun.nio.ch.UnixDomainSockets, false"
    })
    void what_is_no_tcp_socket_is_told_from_its_frames(String frame, boolean tcp) {
        ThrowableData failure = new ThrowableData(
                1,
                "java.net.BindException",
                "Address already in use",
                "",
                false,
                List.of(new FrameData(null, null, null, frame, "bind", null, 1)),
                null,
                List.of(),
                List.of());

        assertThat(AddressInUse.in(failure).orElseThrow().tcp()).isEqualTo(tcp);
    }

    private static ThrowableData failure(String type, String message, @Nullable ThrowableData cause) {
        return new ThrowableData(1, type, message, "", false, List.of(), cause, List.of(), List.of());
    }
}
