package dev.forkd.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Failed tests whose sandbox is branched before they tear down, and what is found when somebody looks inside later. */
class FreezeIT {

    private static final String CRIU = Criu.PROGRAM;
    private static final String ASK = "touch target/ask; n=0;"
            + " while [ ! -e target/answer ] && [ $n -lt 200 ]; do sleep 0.1; n=$((n + 1)); done; cat target/answer";
    private static final Pattern LOOK = Pattern.compile("forkd:   (java -jar \\S+ look (fj-frozen-\\w+))");
    private static final String FROZEN = "forkd: frozen before its tear-down: ";

    @RegisterExtension
    final Home home = new Home();

    private MavenBuild build(String criu, int freeze, String test) {
        return MavenBuild.tests(Project.fixture("checkpoint"), home)
                .arguments(
                        "-Pforkd",
                        "-Dforkd.n=1",
                        "-Dforkd.criu=" + criu,
                        "-Dforkd.freeze=" + freeze,
                        "-Dtest=" + test,
                        "-Dforkd.system-properties=it.*")
                .environment("FORKD_ENVIRONMENT", Home.MARK);
    }

    private record Frozen(List<String> command, String tag) {

        static List<Frozen> in(MavenBuild.Result result) {
            List<Frozen> all = new ArrayList<>();
            Matcher matcher = LOOK.matcher(result.output());
            while (matcher.find()) {
                all.add(new Frozen(Arrays.asList(matcher.group(1).split(" ")), matcher.group(2)));
            }
            return all;
        }
    }

    /** Runs the command that the build has printed, with more words, and returns what it prints. */
    private String look(Frozen frozen, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(frozen.command());
        words.addAll(List.of(command));
        return runs(words);
    }

    private String runs(List<String> words) throws IOException, InterruptedException {
        File log = home.root().resolve("look.log").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log);
        builder.redirectInput(new File("/dev/null"));
        builder.environment().put("XDG_STATE_HOME", home.state().toString());
        builder.environment().put(Home.MARK, home.mark());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(log.toPath(), UTF_8);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private void delete(Frozen frozen) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(frozen.command().subList(0, 3));
        words.addAll(List.of("delete", "all"));
        assertThat(runs(words)).contains("deleted " + frozen.tag());
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.find(
                home.state(), 4, (path, attributes) -> path.toString().contains("frozen-"))) {
            return files.toList();
        }
    }

    @Test
    void a_failed_test_is_frozen_with_its_memory_and_files_as_it_left_them() throws Exception {
        Criu.assumeThatItCopiesProcesses(home);

        MavenBuild.Result result = build(CRIU, 1, "FrozenTest").run();

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output())
                .containsOnlyOnce(FROZEN + "FrozenTest leavesSomethingBehind(), as fj-frozen-")
                .doesNotContain("only its files")
                .contains("in the middle", "the second one", "torn down");
        List<Frozen> frozen = Frozen.in(result);
        assertThat(frozen).as(result.output()).hasSize(1);
        home.leftovers().awaitNone(Duration.ofSeconds(10));
        Path state = Project.fixture("checkpoint").directory().resolve("target").resolve("frozen-state");
        assertThat(state)
                .as("the test has torn down, and its file did not come back")
                .doesNotExist();

        assertThat(look(frozen.get(0), "cat", "target/frozen-state")).isEqualTo("half written");
        assertThat(look(frozen.get(0), "sh", "-c", ASK)).isEqualTo("as the test left it");
        assertThat(look(frozen.get(0), "ls", "target"))
                .as("each look begins from the same moment")
                .doesNotContain("ask");
        home.leftovers().awaitNone(Duration.ofSeconds(10));
        delete(frozen.get(0));
        assertThat(kept()).isEmpty();
    }

    @Test
    void without_copies_of_processes_its_files_are_frozen() throws Exception {
        MavenBuild.Result result = build("off", 1, "FrozenTest").run();

        assertThat(result.output())
                .contains(FROZEN + "FrozenTest leavesSomethingBehind(), as fj-frozen-")
                .contains("only its files");
        Frozen frozen = Frozen.in(result).get(0);
        assertThat(look(frozen, "cat", "target/frozen-state")).isEqualTo("half written");
    }

    @Test
    void so_are_a_dynamic_test_and_a_class_that_could_not_be_set_up() throws Exception {
        MavenBuild.Result result =
                build("off", 2, "FrozenDynamicTest,FrozenSetUpTest").run();

        assertThat(result.tests().outcomes())
                .filteredOn(outcome -> !outcome.endsWith(" passed"))
                .hasSize(2);
        assertThat(result.output())
                .containsOnlyOnce(FROZEN + "FrozenDynamicTest two, as")
                .containsOnlyOnce(FROZEN + "FrozenSetUpTest, as");
        List<String> states = new ArrayList<>();
        for (Frozen frozen : Frozen.in(result)) {
            states.add(look(frozen, "sh", "-c", "cat target/frozen-dynamic target/frozen-set-up 2>&-; true"));
        }
        assertThat(states).containsExactlyInAnyOrder("two", "half set up");
    }

    /** Its copies cannot begin, so it is set up again, where it fails as anywhere. */
    @Test
    void so_is_a_class_whose_set_up_before_a_checkpoint_failed() throws Exception {
        Criu.assumeThatItCopiesProcesses(home);

        MavenBuild.Result result = build(CRIU, 1, "FrozenCheckpointTest").run();

        assertThat(result.took()).isLessThan(Duration.ofMinutes(1));
        assertThat(result.output())
                .contains("each worker is started by itself")
                .containsOnlyOnce(FROZEN + "FrozenCheckpointTest");
        assertThat(look(Frozen.in(result).get(0), "cat", "target/frozen-set-up"))
                .isEqualTo("half set up");
    }

    @Test
    void reports_are_those_of_a_plain_run_also_where_each_method_is_a_fork() throws Exception {
        Project project = Project.fixture("checkpoint");
        MavenBuild.Result plain =
                MavenBuild.tests(project, home).arguments("-Dtest=QuietTest").run();

        MavenBuild.Result forkd = build(CRIU, 5, "QuietTest").run();

        assertThat(Frozen.in(forkd)).as(forkd.output()).hasSize(2);
        assertThat(forkd.output()).contains(FROZEN + "QuietTest fails()").contains(FROZEN + "QuietTest second()");
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports()))
                .isEmpty();
    }

    @Test
    void a_controller_that_stays_keeps_it_until_it_is_deleted() throws Exception {
        Criu.assumeThatItCopiesProcesses(home);
        try (Server server = Server.start(home, "--criu", CRIU)) {
            MavenBuild.Result result = build(CRIU, 1, "FrozenTest")
                    .arguments("-Dforkd.url=" + server.url(), "-Dforkd.snapshot-tag=local")
                    .run();

            List<Frozen> frozen = Frozen.in(result);
            assertThat(frozen).as(result.output()).hasSize(1);
            assertThat(server.get("/v1/snapshots")).contains(frozen.get(0).tag());
            assertThat(look(frozen.get(0), "sh", "-c", ASK)).isEqualTo("as the test left it");
            delete(frozen.get(0));
            assertThat(server.get("/v1/snapshots")).doesNotContain(frozen.get(0).tag());
        }
    }

    @Test
    void in_a_guest_elsewhere_its_files_are_looked_at_in_its_place() throws Exception {
        try (Server server = Server.elsewhere(home, Project.fixture("checkpoint"), "--criu", "off")) {
            Assumptions.assumeTrue(server.description().contains("namespaces"), "a guest of its own needs namespaces");
            MavenBuild.Result result = build("off", 1, "FrozenTest")
                    .arguments("-Dforkd.url=" + server.url(), "-Dforkd.snapshot-tag=local")
                    .run();

            List<Frozen> frozen = Frozen.in(result);
            assertThat(frozen).as(result.output()).hasSize(1);
            assertThat(result.output()).contains("only its files");
            assertThat(look(frozen.get(0), "cat", "target/frozen-state")).isEqualTo("half written");
            delete(frozen.get(0));
        }
    }
}
