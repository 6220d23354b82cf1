package dev.forkd.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.local.cli.Main;
import dev.forkd.local.sandbox.Isolation;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is left behind, however a controller ends. */
final class CrashTests {
    @TempDir
    Path stateRoot;

    @ParameterizedTest
    @EnumSource(
            value = Isolation.Choice.class,
            names = {"NAMESPACES", "PLAIN"})
    void nothing_outlives_a_controller_that_is_killed(Isolation.Choice kind) throws Exception {
        if (kind == Isolation.Choice.NAMESPACES) {
            try (LocalController probe = LocalController.start(
                    LocalControllerOptions.defaults().withStateRoot(stateRoot).withoutToken())) {
                Assumptions.assumeTrue(probe.isolation() instanceof Isolation.Namespaces);
            }
        }
        String mark = "654" + System.nanoTime() % 1_000_000;
        Process jvm = standAlone(kind);
        try {
            Rest rest = new Rest(listening(jvm));
            for (String id : rest.create(2)) {
                rest.shell(id, "setsid sleep " + mark + " </dev/null >/dev/null 2>&1 & :");
                rest.shell(id, "(setsid setsid sleep " + mark + " </dev/null >/dev/null 2>&1 &) ; :");
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> Processes.withArgument(mark).size() == 4);
        } finally {
            jvm.destroyForcibly().waitFor();
        }

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Processes.withArgument(mark)
                .isEmpty());
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Processes.withArgument("forkd-sandbox").stream()
                .noneMatch(this::isOurs));
        assertThat(LocalController.sweepDead(stateRoot)).isEqualTo(1);
        assertThat(entries()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Isolation.Choice.class,
            names = {"AUTO", "PLAIN"})
    void closing_removes_everything(Isolation.Choice kind) throws Exception {
        String mark = "321" + System.nanoTime() % 1_000_000;
        LocalController controller = LocalController.start(LocalControllerOptions.defaults()
                .withStateRoot(stateRoot)
                .withoutToken()
                .withIsolation(kind));
        try (controller) {
            Rest rest = new Rest(controller.url());
            String id = rest.create(2).get(0);
            rest.shell(id, "setsid sleep " + mark + " </dev/null >/dev/null 2>&1 & :");
            rest.post("/v1/sandboxes/" + id + "/branch", "{\"tag\":\"t\"}");
            assertThat(LocalController.sweepDead(stateRoot)).isZero();
            assertThat(entries()).hasSize(1);
        }
        controller.close();

        assertThat(Processes.withArgument(mark)).isEmpty();
        assertThat(entries()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Isolation.Choice.class,
            names = {"AUTO", "PLAIN"})
    void closing_does_not_wait_for_commands(Isolation.Choice kind) throws Exception {
        String mark = "432" + System.nanoTime() % 1_000_000;
        LocalController controller = LocalController.start(LocalControllerOptions.defaults()
                .withStateRoot(stateRoot)
                .withoutToken()
                .withIsolation(kind));
        Thread client = new Thread(() -> {
            try {
                Rest rest = new Rest(controller.url());
                rest.exec(rest.create(1).get(0), "sleep", mark);
            } catch (Exception e) {
                // The connection is closed under it, which is the point.
            }
        });
        try (controller) {
            client.start();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !Processes.withArgument(mark)
                    .isEmpty());
        }
        client.join(Duration.ofSeconds(10).toMillis());

        assertThat(client.isAlive()).isFalse();
        assertThat(Processes.withArgument(mark)).isEmpty();
        assertThat(entries()).isEmpty();
    }

    @Test
    void a_signal_ends_the_stand_alone_controller_cleanly() throws Exception {
        Process jvm = standAlone(Isolation.Choice.AUTO);
        try {
            new Rest(listening(jvm)).create(1);
            jvm.destroy();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !jvm.isAlive());
        } finally {
            jvm.destroyForcibly().waitFor();
        }
        assertThat(entries()).isEmpty();
    }

    private boolean isOurs(ProcessHandle init) {
        return init.info()
                .arguments()
                .map(args -> String.join(" ", args).contains(stateRoot.toString()))
                .orElse(false);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(stateRoot)) {
            return entries.toList();
        }
    }

    private Process standAlone(Isolation.Choice kind) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--port",
                        "0",
                        "--state-root",
                        stateRoot.toString(),
                        "--isolation",
                        kind.name().toLowerCase(Locale.ROOT))
                .redirectErrorStream(true)
                .start();
    }

    private static URI listening(Process jvm) throws IOException {
        BufferedReader reader = jvm.inputReader();
        String line = reader.readLine();
        assertThat(line).startsWith("forkd-local listens on http://127.0.0.1:").contains(", no token, sandboxes are ");
        assertThat(reader.readLine()).startsWith("Without --token-file every user and program of this machine");
        return URI.create(line.replaceAll(".* on (http://[0-9.:]+),.*", "$1"));
    }
}
