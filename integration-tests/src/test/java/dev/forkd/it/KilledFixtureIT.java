package dev.forkd.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A build dies while a test of it holds sandboxes of a controller that lives on. */
class KilledFixtureIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void the_next_build_deletes_what_a_killed_one_held() throws IOException {
        try (Server server = Server.start(home)) {
            try (MavenBuild.Running build = keeping(server)) {
                ProcessHandle fork = build.fork();
                build.maven().destroyForcibly();
                fork.destroyForcibly();
                Awaitility.await("the death of the fork").until(() -> !fork.isAlive());
            }
            assertThat(home.leftovers().leases()).hasSize(1);
            assertThat(ask(server, "sandboxes")).contains("\"id\"");

            Files.writeString(home.shared().resolve("go"), "");
            MavenBuild.Result next = build(server).run();

            assertThat(next.exitCode()).as(next.output()).isZero();
            awaitNothingIsHeld(server);
        }
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    @Test
    void control_c_deletes_at_once() throws IOException, InterruptedException {
        try (Server server = Server.start(home)) {
            try (MavenBuild.Running build = keeping(server)) {
                Signals.send("TERM", Long.toString(build.fork().pid()));

                awaitNothingIsHeld(server);
            }
        }
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    private void awaitNothingIsHeld(Server server) {
        Awaitility.await("neither sandboxes nor snapshots nor a lease")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(ask(server, "sandboxes")).isEqualTo("[]");
                    assertThat(ask(server, "snapshots")).doesNotContain("fj-");
                    assertThat(home.leftovers().leases()).isEmpty();
                });
    }

    private static String ask(Server server, String what) throws IOException {
        try (InputStream answer = server.url().resolve("/v1/" + what).toURL().openStream()) {
            return new String(answer.readAllBytes(), UTF_8).strip();
        }
    }

    private MavenBuild.Running keeping(Server server) {
        MavenBuild.Running build = build(server).start();
        try {
            build.until(
                    "the test holds its sandboxes",
                    () -> Files.exists(home.shared().resolve("keeps")));
            return build;
        } catch (RuntimeException | Error e) {
            build.close();
            throw e;
        }
    }

    private MavenBuild build(Server server) {
        return MavenBuild.tests(Project.fixture("annotated"), home)
                .arguments("-Dtest=KeepsSandbox", "-Dforkd.url=" + server.url(), "-Dforkd.snapshot-tag=local");
    }
}
