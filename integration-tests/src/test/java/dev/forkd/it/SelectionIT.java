package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Surefire's ways to choose tests and to run them again work as in a plain run. */
class SelectionIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void failing_tests_are_run_again() throws IOException {
        same(Project.fixture("cases"), 1, "-Dtest=FlakyTest", "-Dsurefire.rerunFailingTestsCount=2");
    }

    @Test
    @Tag("slow")
    void failing_tests_are_run_again_with_the_newest_versions() throws IOException {
        Project newest = Project.fixture("cases", "-Djunit.version=6.1.3", "-Dsurefire.version=3.6.1");
        same(newest, 1, "-Dtest=FlakyTest", "-Dsurefire.rerunFailingTestsCount=2");
    }

    /** Since Platform 6 Surefire cancels the run in this JVM; a worker is ahead of what is reported by then. */
    @Test
    void after_enough_failures_the_rest_is_skipped() throws IOException {
        Project newest = Project.fixture("cases", "-Djunit.version=6.1.3", "-Dsurefire.version=3.6.1");
        same(newest, 1, "-Dtest=FailingTest,QuickOneTest", "-Dsurefire.skipAfterFailureCount=2");
    }

    @Test
    void one_method() throws IOException {
        same(Project.fixture("cases"), 0, "-Dtest=QuickOneTest#second+repeated,QuickTwoTest#factory");
    }

    @Test
    @Tag("slow")
    void groups() throws IOException {
        same(Project.fixture("cases"), 0, "-Dtest=TaggedTest,QuickOneTest", "-Dgroups=chosen");
    }

    private void same(Project project, int exitCode, String... arguments) throws IOException {
        MavenBuild.Result plain =
                MavenBuild.tests(project, home).arguments(arguments).run();
        assertThat(plain.exitCode()).as(plain.output()).isEqualTo(exitCode);
        assertThat(plain.tests().cases()).isNotEmpty();
        for (Path file : Trees.children(home.shared())) {
            Trees.delete(file);
        }

        MavenBuild.Result forkd =
                MavenBuild.forkd(project, home, 2).arguments(arguments).run();

        assertThat(forkd.exitCode()).as(forkd.output()).isEqualTo(exitCode);
        assertThat(forkd.output()).contains("forkd: running");
        // The fixture prints where it ran, so what it prints differs.
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports(), "--full", "--ignore", "system-out"))
                .isEmpty();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }
}
