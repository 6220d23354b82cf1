package dev.forkd.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.fleet.ControllerConnection;
import dev.forkd.engine.host.RunFailedException;
import dev.forkd.engine.place.SaidLines;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

class HeadStartTests {

    private final SaidLines said = new SaidLines();

    @AfterEach
    void end() {
        HeadStart.launcherSessionClosed();
    }

    @Test
    void the_run_gets_the_connections_that_were_reached_before() throws Exception {
        try (LocalController controller = LocalController.start(LocalControllerOptions.defaults())) {
            ForkdConfiguration configuration = configuration(
                    controller.url().toString(), controller.token().orElseThrow());
            HeadStart.begin(configuration);

            try (ControllerConnections connections = HeadStart.connections(configuration, said)) {
                List<ControllerConnection> reached = connections.all();
                assertThat(reached).hasSize(1);
                assertThat(connections.all()).isSameAs(reached);
            }
            assertThat(said.lines()).isEmpty();
        }
    }

    @Test
    void a_controller_that_cannot_be_reached_is_told_to_the_run_only() throws Exception {
        ForkdConfiguration configuration = configuration("http://127.0.0.1:" + unused(), "t");
        HeadStart.begin(configuration);

        try (ControllerConnections connections = HeadStart.connections(configuration, said)) {
            assertThatThrownBy(connections::all)
                    .isInstanceOf(RunFailedException.class)
                    .hasMessageStartingWith("The controller that forkd.url (FORKD_URL) names cannot be used: ");
        }
    }

    @Test
    void a_run_with_other_settings_reaches_its_own_controllers() throws Exception {
        try (LocalController controller = LocalController.start(LocalControllerOptions.defaults())) {
            HeadStart.begin(configuration("http://127.0.0.1:" + unused(), "t"));

            try (ControllerConnections connections = HeadStart.connections(
                    configuration(
                            controller.url().toString(), controller.token().orElseThrow()),
                    said)) {
                assertThat(connections.all()).hasSize(1);
            }
        }
    }

    @Test
    void what_no_run_takes_is_closed_with_the_launcher_session() throws Exception {
        ForkdConfiguration configuration = configuration("", "");
        HeadStart.begin(configuration);
        HeadStart.launcherSessionClosed();

        try (ControllerConnections connections = HeadStart.connections(configuration, said)) {
            // Its own ones, because the others are closed.
            assertThat(connections.all()).hasSize(1);
        }
    }

    @Test
    void a_controller_that_never_answers_does_not_hold_up_the_end() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HeadStart.begin(configuration("http://127.0.0.1:" + mute.getLocalPort(), "t"));
            try (Socket asked = mute.accept()) {
                assertThat(asked.isConnected()).isTrue();

                assertTimeout(Duration.ofSeconds(4), HeadStart::launcherSessionClosed);
            }
        }
    }

    @Test
    void connections_that_were_closed_reach_nothing() {
        ControllerConnections connections = new ControllerConnections(configuration("", ""), said);
        connections.close();

        assertThatThrownBy(connections::all).isInstanceOf(CancellationException.class);
    }

    private static int unused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static ForkdConfiguration configuration(String url, String token) {
        Map<String, String> parameters = new TreeMap<>(Map.of("forkd.n", "1", "forkd.start-timeout-secs", "5"));
        if (!url.isEmpty()) {
            parameters.put("forkd.url", url);
            parameters.put("forkd.token", token);
            parameters.put("forkd.snapshot-tag", "local");
        }
        return ForkdConfiguration.read(
                LauncherDiscoveryRequestBuilder.request()
                        .configurationParameters(parameters)
                        .build()
                        .getConfigurationParameters(),
                Map.of());
    }
}
