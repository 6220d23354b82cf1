package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Classes that take the same port of the network that local sandboxes share. */
class PortsIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void a_class_that_met_a_port_of_another_sandbox_runs_again_alone_and_in_the_next_run_from_the_beginning()
            throws IOException {
        int port = freePort();
        MavenBuild.Result result = build(port).run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.tests().count("passed")).isEqualTo(4);
        assertThat(signs("tried")).hasSize(2).doesNotHaveDuplicates();
        assertThat(signs("taken")).hasSize(1);
        assertThat(result.output())
                .contains("1 flaky in")
                .contains("forkd: flaky, failed in attempt 1: java.lang.IllegalStateException: Port " + port)
                .containsPattern(
                        "BTakesTest met an address in use \\(port " + port + "\\) that sandbox \\S+ held, and was"
                                + " run again alone.*From the next run on it runs alone");
        assertThat(Files.readString(result.reports().resolveSibling("forkd").resolve("run.json")))
                .contains("\"flaky\" : 1", "Port " + port + " is already in use");

        MavenBuild.Result next = build(port).run();

        assertThat(next.exitCode()).as(next.output()).isZero();
        assertThat(next.output())
                .contains("BTakesTest runs alone, after all others")
                .doesNotContain("flaky", "met an address");
        assertThat(signs("tried")).hasSize(3);
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void a_port_of_a_process_outside_is_no_reason_to_run_again() throws IOException {
        Files.createFile(home.shared().resolve("held"));
        try (ServerSocket foreign = new ServerSocket(0)) {
            MavenBuild.Result result = build(foreign.getLocalPort())
                    .arguments("-Dtest=BTakesTest,CQuickTest")
                    .run();

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(signs("tried")).hasSize(1);
            assertThat(result.output())
                    .contains("BTakesTest failed on an address in use (port " + foreign.getLocalPort() + ")")
                    .contains("a process outside of the sandboxes held it")
                    .doesNotContain("next run");
        }
    }

    private MavenBuild build(int port) {
        return MavenBuild.forkd(Project.fixture("ports"), home, 2)
                .arguments(
                        "-Dforkd.warm=off",
                        "-Dit.port=" + port,
                        "-Dforkd.timings=" + home.root().resolve("timings"));
    }

    private List<String> signs(String name) throws IOException {
        Path file = home.shared().resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
