package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Classes that run again after a failure, each time in a fresh sandbox, and how Surefire reports them. */
class RetriesIT {

    @RegisterExtension
    final Home home = new Home();

    private MavenBuild build(String tests, String... more) {
        return MavenBuild.tests(Project.fixture("flaky"), home)
                .arguments(
                        "-Pforkd",
                        "-Dforkd.n=2",
                        "-Dforkd.criu=off",
                        "-Dtest=" + tests,
                        "-Dforkd.system-properties=it.*")
                .arguments(more)
                .environment("FORKD_ENVIRONMENT", Home.MARK);
    }

    private List<String> log(String name) throws IOException {
        return Files.readAllLines(home.shared().resolve(name));
    }

    @Test
    void what_passes_in_a_later_attempt_is_green_and_its_failure_is_visible() throws IOException {
        MavenBuild.Result result =
                build("FlakyTest,EndsItsWorkerTest,FlakyMethodTest").run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.tests().count("passed")).isEqualTo(5);
        assertThat(result.output())
                .contains("5 tests, 3 flaky in")
                .contains("forkd: flaky, failed in attempt 1: org.opentest4j.AssertionFailedError: the first time")
                .contains("exit code 9");
        assertThat(log("flaky")).hasSize(2);
        assertThat(new HashSet<>(log("flaky")))
                .as("each attempt has a fresh sandbox")
                .hasSize(2);
        assertThat(log("beside")).as("the class runs again as a whole").hasSize(2);
        assertThat(log("ending")).hasSize(2);
        assertThat(log("method")).hasSize(2);
        assertThat(log("other")).as("with METHOD only the method runs again").hasSize(1);
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void what_fails_in_each_attempt_fails_with_the_last_reason_and_shows_the_others() throws IOException {
        MavenBuild.Result result = build("AlwaysFailsTest").run();

        assertThat(result.exitCode()).isNotZero();
        assertThat(log("always")).hasSize(2);
        Reports.Case only = result.tests().only("AlwaysFailsTest.failsEachTime");
        assertThat(only.message()).contains("time 2");
        assertThat(result.output()).contains("Suppressed: org.opentest4j.AssertionFailedError: time 1");
    }

    @Test
    void a_test_that_is_repeated_tells_in_how_many_runs_it_failed() throws IOException {
        Optional<String> criu = Optional.ofNullable(System.getenv("FORKD_CRIU"));
        MavenBuild.Result result = build("RepeatedTest", "-Dforkd.n=1", "-Dforkd.criu=" + criu.orElse("off"))
                .run();

        assertThat(log("repeat")).hasSize(4);
        assertThat(new HashSet<>(log("repeat")))
                .as("each in a sandbox of its own")
                .hasSize(4);
        assertThat(log("repeat-other")).hasSize(4);
        assertThat(log("repeat-set-up")).hasSize(criu.isPresent() ? 1 : 8);
        assertThat(result.tests().outcomes())
                .containsExactly("RepeatedTest.failsEverySecondTime failure", "RepeatedTest.passes passed");
        assertThat(result.tests().only("RepeatedTest.failsEverySecondTime").output())
                .contains("forkd: failed in 2 of 4 runs, each in a sandbox of its own: 2 times"
                        + " org.opentest4j.AssertionFailedError: every second time");
        assertThat(result.tests().only("RepeatedTest.passes").output()).contains("forkd: passed in all 4 runs");
    }

    @Test
    void where_surefire_repeats_tests_it_shows_them_as_flaky_in_its_own_form() throws IOException {
        MavenBuild.Result result =
                build("FlakyTest", "-Dsurefire.rerunFailingTestsCount=1").run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("Flakes: 1");
        assertThat(Files.readString(result.reports().resolve("TEST-it.flaky.FlakyTest.xml")))
                .contains("<flakyFailure");
        assertThat(log("flaky")).as("Surefire does not repeat it once more").hasSize(2);
    }
}
