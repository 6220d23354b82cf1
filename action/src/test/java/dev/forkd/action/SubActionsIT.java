package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.action.emulator.CommandParser;
import dev.forkd.action.emulator.EmulatedStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sub-actions, from the launcher to the outputs. */
class SubActionsIT extends StepFixture {
    @AfterEach
    void nothingIsLeft() {
        assertThat(controller.sandboxes()).isZero();
    }

    private List<String> printed(EmulatedStep step) throws Exception {
        List<String> lines = new ArrayList<>();
        for (JsonNode entry :
                JsonMapper.builder().build().readTree(step.outputs().get("results"))) {
            lines.addAll(entry.path("stdout").asText().lines().toList());
        }
        return lines;
    }

    private List<String> files(int n) throws Exception {
        Path tests = Files.createDirectories(runner.workspace().resolve("tests/deep"));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Files.writeString(tests.resolve("test_" + i + ".py"), "");
            names.add("tests/deep/test_" + i + ".py");
        }
        Files.writeString(tests.resolve("helper.py"), "");
        return names;
    }

    @Test
    void split_gives_each_file_to_one_sandbox() throws Exception {
        List<String> names = files(7);
        Files.writeString(runner.workspace().resolve("times.json"), "{\"tests/deep/test_3.py\": 60, \"x\": 1}");
        EmulatedStep step = runner.start(
                "split.js",
                controller.inputs(
                        "n",
                        "3",
                        "files",
                        "tests/**/test_*.py",
                        "timings",
                        "times.json",
                        "framework",
                        "pytest-shard",
                        "command",
                        "cat \"$FORKD_ITEMS_FILE\"; echo \"$PYTEST_ADDOPTS\" >&2"));
        assertThat(step.await()).isZero();
        assertThat(printed(step)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(step.text())
                .contains("plan of 7 items (1 with a recorded time) for 3 sandboxes")
                .contains("--num-shards 3 --shard-id 2");
    }

    @Test
    void a_queue_runs_each_file_once_and_keeps_its_time() throws Exception {
        List<String> names = files(6);
        EmulatedStep step = runner.start(
                "split.js",
                controller.inputs(
                        "n",
                        "2",
                        "files",
                        "tests/**/*.py\n!**/helper.py",
                        "mode",
                        "queue",
                        "history",
                        ".forkd/times",
                        "command",
                        "echo \"$FORKD_FILE\"; test \"$FORKD_FILE\" != tests/deep/test_4.py"));
        assertThat(step.await()).isEqualTo(1);
        assertThat(printed(step)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(step.outputs().get("ratio")).matches("\\d+\\.\\d{3}");
        assertThat(runner.workspace().resolve(".forkd/times")).content().hasLineCount(6);
    }

    @Test
    void split_says_what_is_wrong() {
        EmulatedStep step = runner.start(
                "split.js", controller.inputs("command", "true", "files", "nothing/*", "framework", "junit3"));
        assertThat(step.await()).isEqualTo(2);
        assertThat(step.said("error"))
                .hasSize(2)
                .anySatisfy(error -> assertThat(error).contains("matches nothing"))
                .anySatisfy(error -> assertThat(error).contains("not one of"));
    }

    private EmulatedStep build(String command, String... pairs) {
        Map<String, String> inputs = new LinkedHashMap<>(controller.inputs("command", command));
        for (int i = 0; i < pairs.length; i += 2) {
            inputs.put(pairs[i], pairs[i + 1]);
        }
        return runner.start("build.js", inputs);
    }

    @Test
    void a_build_gets_the_engines_variables_and_cannot_command_the_runner() throws Exception {
        String hostile = String.join("\n", InjectionIT.HOSTILE);
        Files.writeString(runner.workspace().resolve("hostile.txt"), hostile);
        EmulatedStep step = build(
                """
                echo "[INFO] forkd: running 3 test classes in 2 sandboxes of somewhere."
                echo "$FORKD_SCOPE $FORKD_URL $FORKD_SNAPSHOT_TAG $FORKD_N $FORKD_PER_CHILD_NETNS $FORKD_TIMINGS"
                cat hostile.txt >&2
                mkdir -p target/surefire-reports
                echo '<testsuite name="A"><testcase classname="A" name="ok" time="1"/><testcase classname="A" name="bad"><failure message="no"/></testcase></testsuite>' > target/surefire-reports/TEST-A.xml
                printf 'no end of line ##[stop-commands]x'
                exit 1
                """,
                "n",
                "2",
                "timings",
                ".forkd/times");
        assertThat(step.await()).isEqualTo(1);
        assertThat(step.commands().stream().map(CommandParser.Command::name))
                .containsExactly("add-mask", "add-mask", "group", "stop-commands", "endgroup", "error", "error");
        assertThat(step.commandsStopped()).isFalse();
        assertThat(step.text())
                .contains("all http://127.0.0.1:")
                .contains(" local 2 true " + runner.workspace().resolve(".forkd/times"));
        assertThat(step.outputs())
                .containsEntry("any_failed", "true")
                .containsEntry("tests", "2")
                .containsEntry("failures", "1");
        assertThat(step.summary())
                .contains("build failed with exit code 1", "2 tests, 1 failed", "running 3 test classes");
    }

    @Test
    void a_build_sees_the_engines_own_settings_and_not_those_of_the_action() {
        runner.variable("FORKD_FILES", "src/it").variable("FORKD_LOG", "quiet").variable("FORKD_N", "77");
        EmulatedStep step = build("echo \"[INFO] forkd: files=$FORKD_FILES log=$FORKD_LOG n=$FORKD_N.\"");
        assertThat(step.await()).isZero();
        assertThat(step.text()).contains("files=src/it log= n=.");
    }

    @Test
    void a_cancelled_build_ends_with_all_it_started() {
        EmulatedStep step = build("echo started; sleep 600 & sleep 601; echo never");
        awaitText(step, "started");
        assertThat(step.cancel()).isEqualTo(130);
        assertThat(step.summary()).contains("build cancelled").doesNotContain("failed with");
        assertThat(step.commandsStopped()).isFalse();
        assertThat(step.post("post.js")).isZero();
        awaitNoProcess();
    }

    @Test
    void a_build_ends_although_it_leaves_a_process_behind() {
        long start = System.nanoTime();
        EmulatedStep step = build("echo '[INFO] forkd: hello'; sleep 87 & echo ended");
        assertThat(step.await()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
        assertThat(step.text()).contains("ended");
    }

    @Test
    void an_upload_without_a_command_is_deleted_at_the_end_of_the_job() throws Exception {
        Files.writeString(runner.workspace().resolve("a.txt"), "a");
        git(runner.workspace(), "init", "-q");
        EmulatedStep upload = runner.start("upload.js", controller.inputs());
        assertThat(upload.await()).as(upload.text()).isZero();
        String tag = upload.outputs().get("snapshot_tag");
        assertThat(controller.tags()).contains(tag);
        assertThat(upload.post("post.js")).isZero();
        assertThat(controller.tags()).doesNotContain(tag);
    }

    @Test
    void what_the_controller_refuses_is_one_error_in_sub_actions_too() throws Exception {
        Files.writeString(runner.workspace().resolve("a.txt"), "a");
        git(runner.workspace(), "init", "-q");
        EmulatedStep upload = runner.start("upload.js", controller.inputs("snapshot_tag", "missing"));
        assertThat(upload.await()).isEqualTo(3);
        assertThat(upload.said("error"))
                .singleElement()
                .asString()
                .contains("missing")
                .doesNotContain("unexpected");
    }

    @Test
    void a_download_takes_no_paths_for_ids() {
        EmulatedStep download = runner.start(
                "download.js", controller.inputs("sandbox_ids", "[{\"id\": \"../snapshots/local\"}]", "path", " "));
        assertThat(download.await()).isEqualTo(2);
        assertThat(download.said("error"))
                .hasSize(2)
                .anySatisfy(error -> assertThat(error).contains("'sandbox_ids'"))
                .anySatisfy(error -> assertThat(error).contains("'path'"));
        assertThat(download.outputs()).containsEntry("any_failed", "true");
        assertThat(controller.tags()).contains("local");
    }

    private static void git(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "init.defaultBranch=main"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(git.waitFor()).isZero();
    }

    @Test
    void the_workspace_goes_in_once_and_files_come_out() throws Exception {
        Path project = Files.createDirectories(runner.workspace().resolve("src/é dir"));
        Files.writeString(project.resolve("a b.txt"), "hello");
        Files.writeString(runner.workspace().resolve(".gitignore"), "secret.txt\n");
        Files.writeString(runner.workspace().resolve("secret.txt"), "no");
        git(runner.workspace(), "init", "-q");
        Map<String, String> inputs = new LinkedHashMap<>(controller.inputs("command", "echo made > made.txt; pwd"));
        EmulatedStep upload = runner.start("upload.js", inputs);
        assertThat(upload.await()).as(upload.text()).isZero();
        String tag = upload.outputs().get("snapshot_tag");
        assertThat(tag).startsWith("forkd-action-");

        EmulatedStep run = runner.start(
                "main.js",
                controller.inputs(
                        "n",
                        "2",
                        "snapshot_tag",
                        tag,
                        "cleanup",
                        "false",
                        "command",
                        "cd " + upload.outputs().get("directory")
                                + " && cat 'src/é dir/a b.txt' made.txt && ls -A && mkdir -p /tmp/out/deep && echo $SANDBOX_INDEX > /tmp/out/deep/i.txt"));
        assertThat(run.await()).isZero();
        assertThat(printed(run)).contains("hellomade", "src", ".gitignore").doesNotContain("secret.txt", ".git");
        assertThat(controller.sandboxes()).isEqualTo(2);

        EmulatedStep download = runner.start(
                "download.js",
                controller.inputs("sandbox_ids", run.outputs().get("results"), "path", "/tmp/out", "target", "got"));
        assertThat(download.await()).as(download.text()).isZero();
        assertThat(download.outputs()).containsEntry("files", "2").containsEntry("any_failed", "false");
        assertThat(runner.workspace().resolve("got/1/deep/i.txt")).hasContent("1");
        assertThat(controller.sandboxes()).isZero();

        assertThat(upload.post("post.js")).isZero();
        assertThat(controller.tags()).doesNotContain(tag);
    }
}
