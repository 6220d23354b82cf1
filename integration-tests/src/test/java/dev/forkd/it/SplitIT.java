package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Classes whose methods run in several sandboxes of one fleet, and how Surefire reports them. */
class SplitIT {

    private static final int TESTS_WITH_TEAR_DOWN = 7;

    @RegisterExtension
    final Home home = new Home();

    private MavenBuild build(String test) {
        return MavenBuild.tests(Project.fixture("flaky"), home)
                .arguments("-Dtest=" + test, "-Dmaven.test.failure.ignore=true");
    }

    private MavenBuild.Result inSandboxes(String test) {
        return build(test)
                .arguments("-Pforkd", "-Dforkd.n=2", "-Dforkd.criu=off", "-Dforkd.system-properties=it.*")
                .environment("FORKD_ENVIRONMENT", Home.MARK)
                .run();
    }

    private List<String> log(String name) throws IOException {
        return Files.readAllLines(home.shared().resolve(name));
    }

    @Test
    void reports_are_those_of_a_plain_run_although_several_sandboxes_ran_the_methods() throws IOException {
        MavenBuild.Result plain = build("SplitTest").run();
        assertThat(plain.exitCode()).as(plain.output()).isZero();
        Files.delete(home.shared().resolve("split"));

        MavenBuild.Result forkd = inSandboxes("SplitTest");

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        assertThat(forkd.output()).contains("running 1 test class in 2 sandboxes");
        assertThat(log("split")).as("each test runs once").hasSize(TESTS_WITH_TEAR_DOWN);
        assertThat(new HashSet<>(log("split"))).as("in both sandboxes").hasSize(2);
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports()))
                .isEmpty();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void only_the_method_that_failed_runs_again() throws IOException {
        MavenBuild.Result result = inSandboxes("FlakySplitTest");

        assertThat(result.output()).contains("2 tests, 1 flaky in");
        assertThat(result.tests().count("passed")).isEqualTo(2);
        assertThat(log("split-method")).hasSize(2);
        assertThat(new HashSet<>(log("split-method"))).as("in a fresh sandbox").hasSize(2);
        assertThat(log("split-other")).hasSize(1);
    }

    @Test
    void methods_that_are_tied_are_refused_before_any_of_them_runs() {
        MavenBuild.Result result = inSandboxes("TiedTest");

        assertThat(result.output())
                .contains("@ForkdSandbox on it.flaky.TiedTest: split = METHODS", "@TestInstance(PER_CLASS)");
        assertThat(home.shared().resolve("tied")).doesNotExist();
    }
}
