package dev.forkd.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Registered;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestDescriptor;

class RunReportTests {

    private static final String HOSTILE =
            "</script><img src=x onerror=\"document.title='owned'\">&amp;\u202e\u001b[31m'";

    @TempDir
    Path project;

    private final Lines host = new Lines();
    private final Runs runs = new Runs().unit("a.One", 1).unit("a.Two", 1);

    @BeforeEach
    void isAProject() throws IOException {
        Files.writeString(project.resolve("pom.xml"), "<project/>");
    }

    @Test
    void both_files_are_written_whole_and_nothing_else_is_left() throws IOException {
        RunReport report = report();
        runs.run((RunRecord) report.listener(), 0, 0, Clock.micros(), Clock.micros(), Outcome.SUCCESSFUL);
        report.finish();

        try (Stream<Path> files = Files.list(project.resolve("target/forkd"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("run.json", "run.html");
        }
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(Files.readString(project.resolve("target/forkd/run.json"), UTF_8));
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        assertThat(json.get("engine").asText()).matches("\\d.*");
        assertThat(json.at("/totals/tests").asInt()).isEqualTo(1);
    }

    @Test
    void the_end_says_what_came_of_it_and_where_the_report_is() {
        RunReport report = report();
        runs.run((RunRecord) report.listener(), 0, 0, Clock.micros(), Clock.micros(), Outcome.SUCCESSFUL);
        report.shipped(3 * 1024 * 1024);
        report.finish();
        report.finish();

        assertThat(host.lines).singleElement().satisfies(line -> assertThat(line)
                .startsWith("forkd: 2 test classes, 1 test in 1 sandbox; ")
                .contains("shipped 3.0 MiB")
                .endsWith(". Report: target/forkd/run.html"));
    }

    @Test
    void a_failure_ends_with_the_commands_that_run_it_again() {
        RunReport report = report();
        RunRecord record = (RunRecord) report.listener();
        runs.run(record, 0, 1, Clock.micros(), Clock.micros(), Outcome.SUCCESSFUL);
        runs.run(record, 0, 0, Clock.micros() + 2_000_000, Clock.micros() + 3_000_000, Outcome.FAILED);
        report.finish();

        assertThat(host.lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("forkd: again in one sandbox, what sandbox 0 ran: mvn")
                        .contains(" test -Dtest='a.Two,a.One'")
                        .endsWith(" -Dforkd.scope=all -Dforkd.repeat=target/forkd/run.json:0"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("forkd: again in process: mvn")
                        .contains(" test -Dtest='a.Two,a.One'")
                        .endsWith(" -Dsurefire.excludeJUnit5Engines=forkd (the build tool orders the classes then)"));
    }

    @Test
    void each_of_a_few_sandboxes_in_which_something_failed_has_its_commands() {
        Runs five = new Runs();
        for (int i = 0; i < 5; i++) {
            five.unit("a.Test" + i, 1);
        }
        RunRecord record = (RunRecord) new RunReport(five.units(), five.root(), project, false, host).listener();
        for (int i = 0; i < 5; i++) {
            five.run(record, i, i, Clock.micros(), Clock.micros() + 1_000_000, Outcome.FAILED);
        }
        Reproduction reproduction = new Reproduction(
                ReportDirectory.of(project).orElseThrow(), sandbox -> "run.json:" + sandbox, false, "");

        assertThat(reproduction.lines(reproduction.addTo(record.data("1.2.3"))))
                .filteredOn(line -> !line.startsWith("again in process: "))
                .satisfiesExactly(
                        first -> assertThat(first).contains("sandbox 0", "'a.Test0'"),
                        second -> assertThat(second).contains("sandbox 1", "'a.Test1'"),
                        third -> assertThat(third).contains("sandbox 2", "'a.Test2'"),
                        last -> assertThat(last).contains("what failed in 2 further sandboxes"));
    }

    @Test
    void commands_can_be_pasted_into_a_shell_whatever_the_report_is_called() {
        RunRecord record = (RunRecord) report().listener();
        runs.run(record, 0, 0, Clock.micros(), Clock.micros() + 1_000_000, Outcome.FAILED);

        Reproduction reproduction = new Reproduction(
                ReportDirectory.of(project).orElseThrow(), sandbox -> "my run's.json:" + sandbox, false, "");

        assertThat(reproduction.lines(reproduction.addTo(record.data("1.2.3"))))
                .first()
                .asString()
                .contains("-Dforkd.repeat='my run'\\''s.json:0'");
    }

    @Test
    void commands_of_a_module_build_what_it_needs_of_the_other_modules() throws IOException {
        Path module = Files.createDirectory(project.resolve("a module"));
        Files.writeString(project.resolve("pom.xml"), "<modules><module>a module</module></modules>");
        Files.writeString(module.resolve("pom.xml"), "<project/>");
        RunRecord record = (RunRecord) report().listener();
        runs.run(record, 0, 0, Clock.micros(), Clock.micros() + 1_000_000, Outcome.FAILED);

        Reproduction reproduction =
                new Reproduction(ReportDirectory.of(module).orElseThrow(), sandbox -> "run.json:0", true, " -Pforkd");

        assertThat(reproduction.lines(reproduction.addTo(record.data("1.2.3"))))
                .first()
                .asString()
                .contains("mvn -f " + project.resolve("pom.xml")
                        + " -pl 'a module' -am -Dfailsafe.failIfNoSpecifiedTests=false -Pforkd verify"
                        + " -Dit.test='a.One'");
    }

    @Test
    void reports_of_all_modules_are_in_the_directory_of_the_whole_build() throws IOException {
        Path module = Files.createDirectories(project.resolve("server/api"));
        Files.writeString(project.resolve("pom.xml"), "<modules><module>server</module></modules>");
        Files.writeString(project.resolve("server/pom.xml"), "<modules><module>api</module></modules>");
        Files.writeString(module.resolve("pom.xml"), "<project/>");
        RunReport report = new RunReport(runs.units(), runs.root(), module, false, host);
        runs.run((RunRecord) report.listener(), 0, 0, Clock.micros(), Clock.micros(), Outcome.FAILED);
        report.finish();

        assertThat(project.resolve("target/forkd/server/api/run.json")).isRegularFile();
        assertThat(module.resolve("target")).doesNotExist();
        assertThat(host.lines)
                .anySatisfy(line -> assertThat(line).endsWith("Report: target/forkd/server/api/run.html"))
                .anySatisfy(
                        line -> assertThat(line).endsWith("-Dforkd.repeat=../../target/forkd/server/api/run.json:0"));
    }

    @Test
    void a_difference_between_here_and_there_is_a_hint_at_the_end() {
        RunReport report = report();
        report.withheld(Set.of("DATABASE_URL"), Set.of());
        report.observe(
                new Entry(
                        0,
                        new Finished(
                                runs.test(0),
                                Outcome.FAILED,
                                ThrowableData.plain(
                                        "java.lang.NullPointerException", "DATABASE_URL is not set", "", false))),
                id -> List.of());
        report.finish();

        assertThat(host.lines)
                .anyMatch(line -> line.startsWith("forkd: hint: a failure names the variable DATABASE_URL"));
    }

    @Test
    void gradle_has_its_own_directory_and_commands() throws IOException {
        Files.delete(project.resolve("pom.xml"));
        Files.writeString(project.resolve("build.gradle.kts"), "");
        RunReport report = report();
        runs.run((RunRecord) report.listener(), 0, 0, Clock.micros(), Clock.micros(), Outcome.FAILED);
        report.finish();

        assertThat(project.resolve("build/forkd/run.json")).isRegularFile();
        assertThat(host.lines).anySatisfy(line -> assertThat(line)
                .endsWith("FORKD_SCOPE=all FORKD_REPEAT=build/forkd/run.json:0 gradle test --tests 'a.One'"));
    }

    @Test
    void where_nothing_says_that_it_is_a_project_no_file_is_left() throws IOException {
        Files.delete(project.resolve("pom.xml"));
        report().finish();

        assertThat(project).isEmptyDirectory();
        assertThat(host.lines).hasSize(1);
    }

    @Test
    void what_cannot_be_written_costs_a_line_only() throws IOException {
        Files.writeString(project.resolve("target"), "a file");
        report().finish();

        assertThat(host.lines).anySatisfy(line -> assertThat(line).contains("cannot be written to target/forkd"));
    }

    @Test
    void a_run_without_a_sandbox_says_that_nothing_was_run() {
        RunReport report = report();
        report.problem("nothing answers");
        report.finish();

        assertThat(host.lines).singleElement().satisfies(line -> assertThat(line)
                .startsWith("forkd: no test was run; ended after ")
                .endsWith("Report: target/forkd/run.html"));
    }

    @Test
    void a_repeated_test_does_not_replace_the_report_of_the_whole() {
        new RunReport(runs.units(), runs.root(), project, true, host).finish();

        assertThat(project.resolve("target/forkd/rerun.json")).isRegularFile();
        assertThat(project.resolve("target/forkd/run.json")).doesNotExist();
    }

    @Test
    void one_of_many_small_runs_says_nothing() {
        RunReport report = report();
        report.beQuiet();
        report.finish();

        assertThat(host.lines).isEmpty();
    }

    @Test
    void names_from_a_sandbox_do_nothing_in_the_page() throws Exception {
        RunReport report = report();
        hostile((RunRecord) report.listener());
        report.finish();

        String page = Files.readString(project.resolve("target/forkd/run.html"), UTF_8);
        String data = page.substring(page.indexOf("type=\"application/json\">") + 24);
        data = data.substring(0, data.indexOf("</script>"));
        assertThat(data).doesNotContain("<", ">", "&", "\u202e", "\u001b");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(data)
                        .get("units")
                        .get(0)
                        .get("failures"))
                .hasSize(1);
        String shown = inBrowser(project.resolve("target/forkd/run.html"));
        assertThat(shown).contains("<title>forkd run</title>").doesNotContain("<img");
        assertThat(shown).contains("&lt;/script&gt;&lt;img src=x");
    }

    private void hostile(RunRecord record) {
        record.sandboxReady(0, "sb-0" + HOSTILE);
        String test = runs.id(0) + "/[dynamic-test:#1]";
        Registered registered =
                new Registered(new DescriptorData(test, runs.id(0), HOSTILE, HOSTILE, "TEST", List.of(), null));
        Finished failed =
                new Finished(test, WorkerEvent.Outcome.FAILED, ThrowableData.plain(HOSTILE, HOSTILE, HOSTILE, false));
        for (WorkerEvent.NodeEvent event : List.of(
                new Started(runs.id(0)),
                registered,
                new Started(test),
                failed,
                new Finished(runs.id(0), Outcome.SUCCESSFUL, null))) {
            record.heard(0, "sb-0" + HOSTILE, runs.id(0), Clock.micros(), event);
            record.observe(new Entry(Clock.micros(), event), id -> List.of());
        }
        record.workerLost(0, "sb-0" + HOSTILE, HOSTILE);
    }

    /** The page as a browser makes it, where there is one. */
    private String inBrowser(Path page) throws IOException, InterruptedException {
        Path browser = Path.of("/usr/bin/chromium");
        assumeThat(browser).isExecutable();
        Path shown = project.resolve("dom.html");
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + project.resolve("profile"),
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(shown.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(shown, UTF_8);
    }

    private RunReport report() {
        return new RunReport(runs.units(), runs.root(), project, false, host);
    }

    private static final class Lines implements Host {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void say(String line) {
            lines.add(line);
        }

        @Override
        public void backDate(TestDescriptor descriptor, long durationMicros) {
            throw new IllegalStateException("not here");
        }
    }
}
