package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Methods that each go on from the same set-up: in forks of one sandbox where its memory is copied, else set up again. */
class CheckpointIT {

    private static final String CRIU = Criu.PROGRAM;
    private static final String ONCE = "was set up once";
    private static final int TESTS = 8;

    @RegisterExtension
    final Home home = new Home();

    private MavenBuild build(int n, String criu, String test) {
        return MavenBuild.tests(Project.fixture("checkpoint"), home)
                .arguments(
                        "-Pforkd",
                        "-Dforkd.n=" + n,
                        "-Dforkd.criu=" + criu,
                        "-Dtest=" + test,
                        "-Dforkd.system-properties=it.*")
                .environment("FORKD_ENVIRONMENT", Home.MARK);
    }

    @Test
    void the_set_up_runs_once_and_each_method_goes_on_from_there_in_a_fork_of_its_own() throws Exception {
        Criu.assumeThatItCopiesProcesses(home);

        MavenBuild.Result forkd = build(2, CRIU, "SpoilingTest").run();

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        assertThat(forkd.output())
                .contains(ONCE)
                .containsOnlyOnce("set up once\n")
                .doesNotContain("did not end");
        List<String> log = Files.readAllLines(home.shared().resolve("log"));
        assertThat(log).filteredOn(line -> line.startsWith("set-up")).hasSize(1);
        assertThat(sandboxesOfTests(log)).hasSize(TESTS);
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void without_copies_the_set_up_runs_again_for_each_method() throws IOException {
        MavenBuild.Result forkd = build(2, "off", "SpoilingTest").run();

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        assertThat(forkd.output())
                .contains("is set up again for each of its tests (no process is copied: asked for by the configuration;"
                        + " see forkd.criu).")
                .doesNotContain(ONCE);
        List<String> log = Files.readAllLines(home.shared().resolve("log"));
        assertThat(log).filteredOn(line -> line.startsWith("set-up")).hasSize(TESTS);
        assertThat(sandboxesOfTests(log)).hasSize(TESTS);
    }

    @Test
    void reports_are_those_of_a_plain_run() throws Exception {
        Criu.assumeThatItCopiesProcesses(home);
        Project project = Project.fixture("checkpoint");
        MavenBuild.Result plain =
                MavenBuild.tests(project, home).arguments("-Dtest=QuietTest").run();

        MavenBuild.Result forkd = build(1, CRIU, "QuietTest").run();

        assertThat(forkd.exitCode()).as(forkd.output()).isEqualTo(plain.exitCode());
        assertThat(forkd.output()).contains(ONCE);
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports()))
                .isEmpty();
    }

    @Test
    void a_class_that_ends_its_jvm_in_its_set_up_fails_as_it_would_anyway() {
        MavenBuild.Result forkd = build(2, CRIU, "EndingTest").run();

        assertThat(forkd.exitCode()).isNotZero();
        assertThat(forkd.output()).contains("exit code 9").doesNotContain(ONCE);
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    private static Set<String> sandboxesOfTests(List<String> log) {
        return log.stream()
                .filter(line -> !line.startsWith("set-up") && !line.startsWith("tear-down"))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .collect(Collectors.toSet());
    }
}
