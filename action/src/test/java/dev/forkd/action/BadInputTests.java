package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.action.emulator.CommandParser;
import dev.forkd.action.run.Exit;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.local.fault.Effect;
import dev.forkd.local.fault.FaultRule;
import dev.forkd.local.fault.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong: one clear error, no secret in it, outputs set, nothing left behind. */
class BadInputTests {
    @TempDir
    private Path directory;

    private TestController controller;
    private PerformedStep step;

    @BeforeEach
    void start() throws Exception {
        controller = new TestController(directory.resolve("controller"));
    }

    @AfterEach
    void stop() {
        assertThat(controller.sandboxes()).isZero();
        controller.close();
    }

    private Exit perform(Map<String, String> inputs) throws Exception {
        step = PerformedStep.of(directory, directory, "run", inputs);
        assertThat(step.log().replace("::add-mask::" + TestController.TOKEN, ""))
                .doesNotContain(TestController.TOKEN);
        return step.exit();
    }

    private List<String> errors() {
        return step.said("error");
    }

    private Map<String, String> outputs() {
        return step.outputs();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    url               | ''                          | is missing
                    url               | 127.0.0.1:8889              | is no address
                    url               | not an address              | is no address
                    url               | ftp://127.0.0.1/            | neither http nor https
                    url               | http://user:pw@127.0.0.1/   | user information
                    url               | http://127.0.0.1/?token=x   | query
                    url               | http://127.0.0.1/#x         | fragment
                    token             | ''                          | secrets
                    token             | 'two words'                 | visible ASCII
                    token             | tökén                       | visible ASCII
                    snapshot_tag      | ''                          | is missing
                    snapshot_tag      | ../prod?force=true          | letters, digits
                    snapshot_tag      | a.b                         | letters, digits
                    n                 | 0                           | from 1 to 1000
                    n                 | -1                          | from 1 to 1000
                    n                 | 1001                        | from 1 to 1000
                    n                 | four                        | from 1 to 1000
                    n                 | 4.0                         | from 1 to 1000
                    per_child_netns   | yes                         | true or false
                    prewarm           | 1                           | true or false
                    fail_on_nonzero   | tRUE                        | true or false
                    cleanup           | no                          | true or false
                    memory_limit_mib  | 0                           | from 1 to
                    memory_limit_mib  | 1g                          | from 1 to
                    exec_timeout_secs | 0                           | from 1 to 86400
                    exec_timeout_secs | 99999999999999999999        | from 1 to 86400
                    command           | ''                          | both empty
                    script            | echo                        | both given
                    """)
    void one_error_names_the_input(String name, String value, String expected) throws Exception {
        Map<String, String> inputs = controller.inputs("command", "true");
        inputs.put(name, value);
        assertThat(perform(inputs)).isEqualTo(Exit.BAD_INPUT);
        assertThat(errors())
                .singleElement()
                .asString()
                .contains("'" + (name.equals("script") ? "command" : name) + "'");
        assertThat(errors().get(0)).contains(expected).doesNotContain("pw@").doesNotContain("token=x");
    }

    @Test
    void all_that_is_wrong_is_said_at_once() throws Exception {
        assertThat(perform(new LinkedHashMap<>(Map.of("n", "x", "cleanup", "maybe"))))
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(errors()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "400, application/json, '{\"error\":\"n must be fewer\"}', n must be fewer",
        "401, application/json, '{\"error\":\"unauthorized\"}', token",
        "404, application/json, '{\"error\":\"snapshot local not found\"}', snapshot local not found",
        "409, application/json, '{\"error\":\"in conflict\"}', in conflict",
        "413, text/plain, 'length limit exceeded', length limit exceeded",
        "422, text/plain, 'Failed to deserialize the JSON body', Failed to deserialize",
        "500, application/json, '{\"error\":\"restore_many: no ::error::luck ##[error]x\"}', restore_many",
        "503, text/plain, 'over capacity', over capacity",
        "201, application/json, '[{\"id\":\"../snapshots/prod?force=true\",\"snapshot_tag\":\"local\"}]', no usable id",
        "302, text/html, '<html>', 302",
        "200, text/html, '<html>hello</html>', spawn"
    })
    void the_controllers_refusal_is_one_error(int status, String type, String body, String expected) throws Exception {
        controller.faults().add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.Answer(status, type, body)));
        assertThat(perform(controller.inputs("command", "true", "n", "2"))).isEqualTo(Exit.NOT_DONE);
        assertThat(errors()).singleElement().asString().contains(expected);
        assertThat(step.commands().stream().map(CommandParser.Command::name)).containsExactly("add-mask", "error");
        assertThat(outputs()).containsEntry("any_failed", "true").containsEntry("results", "[]");
        assertThat(step.summary()).contains("not done");
        controller.faults().clear();
    }

    @Test
    void a_missing_namespace_is_explained() throws Exception {
        Map<String, String> one = controller.inputs("command", "true", "per_child_netns", "false", "cleanup", "false");
        assertThat(perform(one)).isEqualTo(Exit.OK);
        String kept = step.outputs().get("results").replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
        assertThat(perform(one)).isEqualTo(Exit.NOT_DONE);
        assertThat(errors()).singleElement().asString().contains("set per_child_netns: true", "netns-setup.sh");
        controller.delete(kept);
    }

    @Test
    void more_than_one_sandbox_get_namespaces_and_that_is_said() throws Exception {
        assertThat(perform(controller.inputs("command", "true", "n", "2", "per_child_netns", "false")))
                .isEqualTo(Exit.OK);
        assertThat(step.said("notice")).singleElement().asString().contains("per_child_netns: true");
        assertThat(perform(controller.inputs("command", "true", "n", "2"))).isEqualTo(Exit.OK);
        assertThat(step.said("notice")).isEmpty();
    }

    @Test
    void a_vanished_sandbox_names_the_limit_and_the_remedy() throws Exception {
        controller
                .faults()
                .add(FaultRule.on(Operation.EXEC, new Effect.KillSandbox())
                        .ofSandbox(1)
                        .after(2)
                        .times(1));
        assertThat(perform(controller.inputs("command", "sleep 2"))).isEqualTo(Exit.NOT_DONE);
        assertThat(errors())
                .singleElement()
                .asString()
                .contains("memory_limit_mib, which is 256 here", "memory_limit_mib: 640");
        assertThat(step.summary()).contains("which is 256 here");
    }

    @Test
    void a_timeout_names_the_input_and_its_value() throws Exception {
        assertThat(perform(controller.inputs("command", "sleep 30", "exec_timeout_secs", "1")))
                .isEqualTo(Exit.COMMAND_FAILED);
        assertThat(errors()).singleElement().asString().contains("timed out", "exec_timeout_secs: 1;");
        assertThat(step.log()).contains("timed out, as exec_timeout_secs is 1");
    }

    /** The deadline is kept in the sandbox, where the command can get at it; then it is kept here. */
    @Test
    void a_command_that_kills_its_watcher_ends_all_the_same() throws Exception {
        String killer =
                """
                echo started
                p=$PPID
                while [ "$p" -gt 1 ] && ! grep -q supervise /proc/$p/cmdline; do p=$(awk '{ print $4 }' /proc/$p/stat); done
                for c in $(cat /proc/$p/task/$p/children); do
                  if grep -q supervise /proc/$c/cmdline; then kill -9 "$c"; echo killed; fi
                done
                sleep 60
                """;
        long start = System.nanoTime();
        assertThat(perform(controller.inputs("script", killer, "exec_timeout_secs", "1")))
                .isEqualTo(Exit.COMMAND_FAILED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(50));
        assertThat(step.log()).contains("killed");
        assertThat(outputs().get("results")).contains("\"timed_out\":true", "\"exit_code\":124");
    }

    @Test
    void post_says_nothing_of_sandboxes_that_are_gone() throws Exception {
        assertThat(perform(controller.inputs("command", "true", "cleanup", "false")))
                .isEqualTo(Exit.OK);
        String kept = step.outputs().get("results").replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
        Map<String, String> inputs = controller.inputs("cleanup", "false");
        assertThat(PerformedStep.of(directory, directory, "post", inputs, kept, new Cancellation())
                        .log())
                .contains("were kept: " + kept);
        controller.delete(kept);
        assertThat(PerformedStep.of(directory, directory, "post", inputs, kept, new Cancellation())
                        .log())
                .doesNotContain("kept");
    }

    @Test
    void a_download_that_cannot_be_written_is_an_error_of_its_sandbox() throws Exception {
        assertThat(perform(controller.inputs("command", "echo x > /tmp/file", "cleanup", "false")))
                .isEqualTo(Exit.OK);
        Map<String, String> inputs =
                controller.inputs("sandbox_ids", step.outputs().get("results"), "path", "/tmp/file", "target", "got");
        Files.createDirectories(directory.resolve("got/0/file/not empty"));
        step = PerformedStep.of(directory, directory, "download", inputs);
        assertThat(step.exit()).as(step.log()).isEqualTo(Exit.NOT_DONE);
        assertThat(errors()).singleElement().asString().contains("could be fetched from sandbox 0");
        assertThat(outputs()).containsEntry("any_failed", "true").containsEntry("files", "0");
    }

    @Test
    void where_nothing_listens_nothing_is_warned_about_later() throws Exception {
        Map<String, String> inputs =
                Map.of("url", "http://127.0.0.1:1", "token", "t0ken", "snapshot_tag", "x", "command", "true");
        assertThat(perform(inputs)).isEqualTo(Exit.NOT_DONE);
        assertThat(step.said("warning")).isEmpty();
        assertThat(PerformedStep.of(directory, directory, "post", inputs).said("warning"))
                .isEmpty();
    }

    @Test
    void fewer_sandboxes_than_asked_for_are_filled_up() throws Exception {
        controller
                .faults()
                .add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.AtMost(2))
                        .times(1));
        assertThat(perform(controller.inputs("command", "true", "n", "4"))).isEqualTo(Exit.OK);
        assertThat(outputs()).containsEntry("any_failed", "false");
        assertThat(step.log()).contains("sandbox 3");
    }

    @Test
    void fewer_for_ever_is_an_error_that_leaves_nothing() throws Exception {
        controller.faults().add(FaultRule.on(Operation.CREATE_SANDBOXES, new Effect.AtMost(0)));
        assertThat(perform(controller.inputs("command", "true", "n", "2"))).isEqualTo(Exit.NOT_DONE);
        assertThat(errors()).singleElement().asString().contains("0 of 2 sandboxes");
    }

    @Test
    void a_sandbox_that_dies_is_never_green() throws Exception {
        controller
                .faults()
                .add(FaultRule.on(Operation.EXEC, new Effect.KillSandbox())
                        .ofSandbox(2)
                        .after(2)
                        .times(1));
        assertThat(perform(controller.inputs("command", "sleep 2", "n", "2", "fail_on_nonzero", "false")))
                .isEqualTo(Exit.NOT_DONE);
        assertThat(errors()).singleElement().asString().contains("1 of 2 sandboxes gave no result");
        assertThat(outputs()).containsEntry("any_failed", "true");
        assertThat(outputs().get("results")).contains("\"exit_code\":-1", "\"exit_code\":0");
    }

    @Test
    void nothing_listens_there() throws Exception {
        assertThat(perform(
                        Map.of("url", "http://127.0.0.1:1", "token", "t0ken", "snapshot_tag", "x", "command", "true")))
                .isEqualTo(Exit.NOT_DONE);
        assertThat(errors()).singleElement().asString().contains("nothing answers there");
    }

    @Test
    void a_foreign_host_without_tls_is_warned_about() throws Exception {
        perform(Map.of("url", "http://forkd.invalid:1", "token", "t0ken", "snapshot_tag", "x", "command", "true"));
        assertThat(step.said("warning")).singleElement().asString().contains("without encryption");
    }

    @Test
    void blank_means_default() throws Exception {
        Map<String, String> inputs = controller.inputs("command", "true", "n", " ", "cleanup", "", "prewarm", "\n");
        assertThat(perform(inputs)).isEqualTo(Exit.OK);
        assertThat(outputs()).containsEntry("any_failed", "false");
    }

    @Test
    void a_nul_cannot_be_passed() throws Exception {
        assertThat(perform(controller.inputs("command", "echo \0"))).isEqualTo(Exit.BAD_INPUT);
        assertThat(errors()).anySatisfy(error -> assertThat(error).contains("NUL"));
    }
}
