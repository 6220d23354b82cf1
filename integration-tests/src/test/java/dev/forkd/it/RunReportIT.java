package dev.forkd.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people see of a run: its lines, its report, and commands that do what they say. */
class RunReportIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void a_run_that_loses_a_worker_tells_it_and_how_to_run_it_again() throws IOException {
        Project project = Project.fixture("cases");
        MavenBuild.Result result = MavenBuild.forkd(project, home, 4)
                .arguments("-Dtest=HaltTest,QuickOneTest")
                .run();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output())
                .contains("Only 2 of 4 sandboxes: there are only 2 test classes.")
                .containsPattern("forkd: 2 sandboxes are ready after [\\d.]+ s; tests see ")
                .containsPattern("forkd: 2 test classes, 9 tests, 1 failed in 2 sandboxes \\(1 worker lost\\); .*"
                        + "Report: target/forkd/run.html");
        assertNoLineInsideAClass(result.output());
        String json = Files.readString(project.directory().resolve("target/forkd/run.json"), UTF_8);
        assertThat(json)
                .contains("\"className\" : \"it.HaltTest\"", "its JVM ended with exit code 3", "\"retried\" : 1");
        assertThat(result.tests().cases()).noneMatch(test -> test.output().contains("forkd:"));

        Matcher again = Pattern.compile("again in process: mvn -Pforkd test -Dtest='([\\w.,]+)' (-D\\S+)")
                .matcher(result.output());
        assertThat(again.find()).as(result.output()).isTrue();
        assertThat(again.group(1)).contains("it.HaltTest");
        MavenBuild.Result here = MavenBuild.forkd(project, home, 4)
                .arguments("-Dtest=it.QuickOneTest", again.group(2))
                .run();
        assertThat(here.exitCode()).as(here.output()).isZero();
        assertThat(here.output()).doesNotContain("forkd: running");
        assertThat(here.tests().count("passed")).isEqualTo(6);
    }

    @Test
    void what_a_sandbox_ran_is_run_again_in_its_order_with_its_number() throws IOException {
        Project project = Project.fixture("cases");
        MavenBuild.Result result = MavenBuild.forkd(project, home, 2)
                .arguments("-Dtest=Quick*Test,HaltTest")
                .run();
        Matcher again = Pattern.compile(
                        "what sandbox (\\d) ran: mvn -Pforkd test -Dtest='([\\w.,]+)' (-D\\S+) (-D\\S+)")
                .matcher(result.output());
        assertThat(again.find()).as(result.output()).isTrue();

        MavenBuild.Result repeated = MavenBuild.forkd(project, home, 2)
                .arguments("-Dtest=" + again.group(2), again.group(3), again.group(4))
                .run();

        assertThat(repeated.output())
                .contains("in 1 sandbox of")
                .contains("Report: target/forkd/repeat.html")
                .contains(" -Dforkd.repeat=target/forkd/run.json:" + again.group(1));
        assertThat(classesByStart(project.directory().resolve("target/forkd/repeat.json"), "\\d+"))
                .isEqualTo(classesByStart(project.directory().resolve("target/forkd/run.json"), again.group(1)));
    }

    @Test
    void refused_settings_leave_a_report_with_the_reason() throws IOException {
        Project project = Project.fixture("cases");
        Path json = project.directory().resolve("target/forkd/run.json");
        Files.deleteIfExists(json);
        MavenBuild.Result result = MavenBuild.forkd(project, home, 2)
                .arguments("-Dtest=Quick*Test", "-Dforkd.n=many")
                .environment("FORKD_SNAPSHOT_TGA", "x")
                .run();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output())
                .containsOnlyOnce(
                        "FORKD_SNAPSHOT_TGA is no setting of forkd's and is ignored. Did you mean FORKD_SNAPSHOT_TAG?");
        assertThat(Files.readString(json, UTF_8))
                .contains("\"problem\" : \"The setting forkd.n (FORKD_N) is 'many'", "\"outcome\" : \"failed\"");
    }

    /**
     * The classes that ran in one sandbox of a report, in the order in which they first began there. What a lost worker
     * left of a class may have run in another one.
     */
    private static List<String> classesByStart(Path report, String sandbox) throws IOException {
        Map<Double, String> classes = new TreeMap<>();
        Pattern start =
                Pattern.compile("\"sandbox\" : " + sandbox + ",\\s+\"sandboxId\" : [^,]+,\\s+\"start\" : ([\\d.]+)");
        Matcher unit = Pattern.compile("\"className\" : \"([\\w.]+)\"(.*?)\"failures\"", Pattern.DOTALL)
                .matcher(Files.readString(report, UTF_8));
        while (unit.find()) {
            start.matcher(unit.group(2))
                    .results()
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .min()
                    .ifPresent(first -> classes.put(first, unit.group(1)));
        }
        return List.copyOf(classes.values());
    }

    private static void assertNoLineInsideAClass(String output) {
        boolean inside = false;
        for (String line : output.split("\n", -1)) {
            if (line.contains("Running it.")) {
                inside = true;
            } else if (line.contains("Tests run: ") && line.contains("- in ")) {
                inside = false;
            }
            assertThat(inside && line.contains("forkd: ")).as(line).isFalse();
        }
    }
}
