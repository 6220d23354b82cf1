package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A remote controller fails in the middle of a run: the run ends, says why, and the next one cleans up. */
class ControllerFailureIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void killed() throws IOException {
        try (Server server = Server.start(home)) {
            MavenBuild.Result result;
            try (MavenBuild.Running build = waiting(server)) {
                server.process().destroyForcibly();
                result = build.end();
            }
            assertEnded(result, server, Duration.ofSeconds(90));
            assertThat(result.took()).isLessThan(Duration.ofMinutes(2));
        }
        // Its sandboxes ended with it; the directory goes when the next controller starts, and the lease stays until
        // somebody can reach this controller again, because only then it is known that nothing is left.
        Server.start(home).close();
        assertThat(home.leftovers().marked()).isEmpty();
        assertThat(home.leftovers().controllers()).isEmpty();
        assertThat(home.temporary()).isEmptyDirectory();
    }

    @Test
    @Tag("slow")
    void stops_answering() throws IOException, InterruptedException {
        try (Server server = Server.start(home)) {
            MavenBuild.Result result;
            try (MavenBuild.Running build = waiting(server)) {
                server.signal("STOP");
                result = build.end();
            } finally {
                server.signal("CONT");
            }
            assertEnded(result, server, Duration.ofMinutes(4));

            Files.writeString(home.shared().resolve("go"), "");
            MavenBuild.Result next = build(server, "QuickOneTest").run();
            assertThat(next.exitCode()).as(next.output()).isZero();
            assertThat(home.leftovers().leases()).isEmpty();
            assertThat(home.leftovers().workers()).isEmpty();
        }
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void the_answers_to_branches_are_lost(int times) throws IOException {
        MavenBuild.Result result;
        try (Server server = Server.start(home);
                Gateway gateway = new Gateway(server.url(), Gateway.Step.BRANCH, 1, times, sandbox -> true)) {
            result = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                    .arguments(
                            "-Dtest=QuickOneTest,QuickTwoTest",
                            "-Dforkd.place=overlay",
                            "-Dforkd.url=" + gateway.url(),
                            "-Dforkd.snapshot-tag=local")
                    .run();

            assertThat(gateway.struck()).isTrue();
            assertThat(server.get("/v1/sandboxes")).isEqualTo("[]");
            assertThat(server.get("/v1/snapshots")).doesNotContain("fj-");
        }
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("trying once more, with a new primer and a new tag");
        if (times == 2) {
            assertThat(result.output()).contains("shipping to each sandbox");
        } else {
            assertThat(result.output()).doesNotContain("shipping to each sandbox");
        }
        assertThat(result.tests().count("passed")).isEqualTo(12);
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    /** The primer where the sandboxes are forked from a branch, else the first of them. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "never"})
    void the_sandbox_that_is_prepared_first_is_lost(String branch) throws IOException {
        MavenBuild.Result result;
        try (Server server = Server.start(home);
                Gateway gateway = new Gateway(server.url(), Gateway.Step.PREPARE, 1, sandbox -> {
                    server.delete("/v1/sandboxes/" + sandbox);
                    return false;
                })) {
            result = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                    .arguments(
                            "-Dtest=QuickOneTest,QuickTwoTest",
                            "-Dforkd.place=overlay",
                            "-Dforkd.branch=" + branch,
                            "-Dforkd.url=" + gateway.url(),
                            "-Dforkd.snapshot-tag=local")
                    .run();

            assertThat(gateway.struck()).isTrue();
            assertThat(server.get("/v1/sandboxes")).isEqualTo("[]");
            assertThat(server.get("/v1/snapshots")).doesNotContain("fj-");
        }
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains(
                        branch.equals("auto")
                                ? "the primer (the sandbox that the others are forked from) was lost; trying once more"
                                : "Another one takes its place");
        assertThat(result.tests().count("passed")).isEqualTo(12);
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    private void assertEnded(MavenBuild.Result result, Server server, Duration within) {
        System.out.println(
                "ended after " + result.took() + ": " + result.tests().reasons());
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.tests().reasons()).contains(server.url().toString());
        assertThat(result.tests().outcomes()).contains("WaitsOneTest.a_before passed", "WaitsOneTest.b_waits error");
        assertThat(result.took()).isLessThan(within.plusSeconds(30));
    }

    private MavenBuild.Running waiting(Server server) {
        MavenBuild.Running build = build(server, "WaitsOneTest").start();
        try {
            build.until("the test waits", () -> Files.exists(home.shared().resolve("waiting-One")));
            // The host has to hear of it too, or it cannot know which test is the victim.
            Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            return build;
        } catch (RuntimeException | Error e) {
            build.close();
            throw e;
        }
    }

    private MavenBuild build(Server server, String test) {
        return MavenBuild.forkd(Project.fixture("cases"), home, 1)
                .arguments("-Dtest=" + test, "-Dforkd.url=" + server.url(), "-Dforkd.snapshot-tag=local")
                .deadline(Duration.ofMinutes(8));
    }
}
