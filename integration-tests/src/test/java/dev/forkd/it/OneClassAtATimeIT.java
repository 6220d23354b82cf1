package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Settings that keep the engine from sharing classes out: the tests run all the same, and it says what to do. */
class OneClassAtATimeIT {

    private static final String TESTS = "-Dtest=QuickOneTest,QuickTwoTest,TaggedTest";

    @RegisterExtension
    final Home home = new Home();

    @Test
    void the_classes_of_one_fork_share_one_sandbox() throws IOException {
        MavenBuild.Result forkd = same("-DforkCount=2");

        assertThat(forkd.output().lines().filter(line -> line.contains("forkd: running 1 test class in 1 sandbox")))
                .hasSizeBetween(1, 2);
        assertThat(forkd.output())
                .containsOnlyOnce("forkd: Surefire's forkCount is above 1")
                .contains("With forkCount=1 forkd shares the classes out");
    }

    @Test
    void a_fork_per_class_is_explained_once() throws IOException {
        MavenBuild.Result forkd = same("-DreuseForks=false");

        assertThat(forkd.output()).containsOnlyOnce("forkd: Surefire's reuseForks is false");
    }

    @Test
    void an_engine_that_is_left_alone_fails_the_build() {
        MavenBuild.Result forkd = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                .arguments(TESTS, "-Dsurefire.includeJUnit5Engines=forkd")
                .run();

        assertThat(forkd.exitCode()).as(forkd.output()).isNotZero();
        assertThat(forkd.output()).contains("No other test engine took part", "includeJUnit5Engines");
    }

    private MavenBuild.Result same(String argument) throws IOException {
        Project project = Project.fixture("cases");
        MavenBuild.Result plain =
                MavenBuild.tests(project, home).arguments(TESTS, argument).run();
        assertThat(plain.exitCode()).as(plain.output()).isZero();

        MavenBuild.Result forkd =
                MavenBuild.forkd(project, home, 2).arguments(TESTS, argument).run();

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        // The fixture prints where it ran, so what it prints differs.
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports(), "--full", "--ignore", "system-out"))
                .isEmpty();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
        return forkd;
    }
}
