package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run in the sandboxes of two controllers. */
class SeveralControllersIT {

    private static final String QUICK = "-Dtest=Quick*Test";
    private static final String WAITING = "-Dtest=WaitsOneTest,WaitsTwoTest";

    @RegisterExtension
    final Home home = new Home();

    private final Project project = Project.fixture("cases");
    private Server one;
    private Server two;

    @BeforeEach
    void start() throws IOException {
        one = Server.start(home);
        two = Server.start(home);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "overlay"})
    void each_has_its_share_and_the_reports_are_those_of_a_plain_run(String place) throws IOException {
        MavenBuild.Result plain =
                MavenBuild.tests(project, home).arguments(QUICK).run();
        MavenBuild.Result result = build(4, one.url() + "," + two.url())
                .arguments(QUICK, "-Dforkd.place=" + place)
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("4 sandboxes of 2 controllers, at " + one.url() + ", " + two.url())
                .contains("4 sandboxes are ready")
                .doesNotContain("goes on without");
        assertThat(ReportComparison.differences(plain.reports(), result.reports(), "--full", "--ignore", "system-out"))
                .isEmpty();
        assertThat(result.tests().cases())
                .extracting(test -> test.output().replaceAll("(?s).*sandbox (\\d) number.*", "$1"))
                .containsOnly("0", "1", "2", "3");
        assertNothingIsLeft(one, two);
    }

    @Test
    void one_that_does_not_answer_costs_a_line() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        MavenBuild.Result result = build(2, "http://127.0.0.1:" + unused + "," + two.url())
                .arguments(QUICK)
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("the run goes on without the controller at http://127.0.0.1:" + unused)
                .contains("2 sandboxes are ready");
        assertNothingIsLeft(two);
    }

    @Test
    void one_that_cannot_start_its_share_costs_a_line() throws Exception {
        two.tag("only-here");

        MavenBuild.Result result = build(4, one.url() + "," + two.url())
                .arguments(QUICK, "-Dforkd.snapshot-tag=only-here")
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("the run goes on without sandboxes of the controller at " + one.url())
                .contains("2 sandboxes are ready");
        assertThat(result.tests().count("passed")).isEqualTo(24);
        assertNothingIsLeft(one, two);
    }

    @Test
    void when_one_is_killed_the_other_runs_its_tests() throws IOException {
        MavenBuild.Result result;
        try (MavenBuild.Running build =
                build(2, one.url() + "," + two.url()).arguments(WAITING).start()) {
            build.until(
                    "both wait",
                    () -> Files.exists(home.shared().resolve("waiting-One"))
                            && Files.exists(home.shared().resolve("waiting-Two")));
            assertThat(one.get("/v1/sandboxes")).contains("\"id\"");
            assertThat(two.get("/v1/sandboxes")).contains("\"id\"");
            // The host has to hear of it too, or it cannot know which test is the victim.
            Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            one.process().destroyForcibly();
            Files.writeString(home.shared().resolve("go"), "");
            result = build.end();
        }

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.tests().outcomes()).hasSize(6);
        assertThat(result.tests().count("passed")).isEqualTo(5);
        assertThat(result.tests().count("error")).isEqualTo(1);
        assertNothingIsLeft(two);
    }

    private MavenBuild build(int n, String urls) {
        return MavenBuild.forkd(project, home, n)
                .arguments("-Dforkd.url=" + urls)
                .environment("FORKD_SNAPSHOT_TAG", "local");
    }

    private static void assertNothingIsLeft(Server... servers) throws IOException {
        for (Server server : servers) {
            assertThat(server.get("/v1/sandboxes")).isEqualTo("[]");
            assertThat(server.get("/v1/snapshots")).doesNotContain("fj-");
        }
    }
}
