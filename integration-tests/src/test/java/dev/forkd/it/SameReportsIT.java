package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reports of a run in sandboxes are those of the plain run, and no test runs twice. */
class SameReportsIT {

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final Map<Project, Path> PLAIN = new ConcurrentHashMap<>();

    @RegisterExtension
    final Home home = new Home();

    @ParameterizedTest(name = "JUnit {0}, Surefire {1}, {2} sandboxes")
    @CsvSource({"5.14.4, 3.5.6, 4", "6.1.3, 3.6.1, 2"})
    void same_reports(String junit, String surefire, int n) {
        compare(junit, surefire, n);
    }

    @Tag("slow")
    @ParameterizedTest(name = "JUnit {0}, Surefire {1}, {2} sandboxes")
    @CsvSource({
        "5.14.4, 3.5.6, 1",
        "5.14.4, 3.5.6, 2",
        "6.1.3, 3.6.1, 1",
        "6.1.3, 3.6.1, 4",
        "5.14.4, 3.2.5, 1",
        "5.14.4, 3.2.5, 2",
        "5.14.4, 3.2.5, 4",
        "5.10.5, 3.5.6, 2",
        "5.14.4, 3.6.1, 2"
    })
    void same_reports_in_more_combinations(String junit, String surefire, int n) {
        compare(junit, surefire, n);
    }

    private void compare(String junit, String surefire, int n) {
        Project features = Project.example(
                "features",
                "-Dexamples.failures=true",
                "-Djunit.version=" + junit,
                "-Dsurefire.version=" + surefire,
                "-Dmaven.test.failure.ignore=true");
        Path plain = PLAIN.computeIfAbsent(features, project -> {
            MavenBuild.Result result =
                    MavenBuild.tests(project, home).deadline(DEADLINE).run();
            assertThat(result.exitCode()).as(result.output()).isZero();
            return result.reports();
        });

        MavenBuild.Result result = MavenBuild.tests(features, home)
                .arguments("-Pforkd", "-Dn=" + n)
                .deadline(DEADLINE)
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("forkd: running").contains(" in " + n + " sandbox");
        assertThat(ReportComparison.differences(plain, result.reports(), "--full"))
                .isEmpty();
        assertThat(home.leftovers().controllers()).isEmpty();
        assertThat(home.leftovers().leases()).isEmpty();
    }

    @Test
    void each_test_runs_once_and_knows_its_sandbox() throws IOException {
        Project cases = Project.fixture("cases");
        MavenBuild.Result result = MavenBuild.forkd(cases, home, 4)
                .arguments("-Dtest=Quick*Test")
                .deadline(DEADLINE)
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        List<Reports.Case> tests = result.tests().cases();
        assertThat(tests).hasSize(24).allSatisfy(test -> {
            assertThat(test.outcome()).isEqualTo("passed");
            assertThat(test.output())
                    .containsPattern("sandbox (0 number 1 shard 1/4|1 number 2 shard 2/4|2 number 3 shard 3/4"
                            + "|3 number 4 shard 4/4) of 4 id sb-");
        });
        List<String> executions = Files.readAllLines(home.shared().resolve("executions")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
        // The executions of a factory's dynamic tests are not announced one by one, only the factory's own.
        assertThat(executions).hasSize(24).doesNotHaveDuplicates();
        home.leftovers().awaitNone(Duration.ofSeconds(5));
    }
}
