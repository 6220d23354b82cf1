package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.action.emulator.EmulatedStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole steps, from the launcher to the outputs. */
class StepIT extends StepFixture {
    private static JsonNode json(String text) throws Exception {
        return JsonMapper.builder().build().readTree(text);
    }

    @Test
    void collects_what_each_sandbox_did() throws Exception {
        EmulatedStep step = run(
                "n", "4", "command", "echo \"é✓ $SANDBOX_INDEX/$SANDBOX_COUNT\"; echo err >&2; exit $SANDBOX_INDEX");
        assertThat(step.await()).isEqualTo(1);
        JsonNode results = json(step.outputs().get("results"));
        assertThat(results).hasSize(4);
        for (int i = 0; i < 4; i++) {
            JsonNode entry = results.get(i);
            assertThat(entry.properties().stream().map(Map.Entry::getKey).toList())
                    .containsExactly(
                            "id",
                            "exit_code",
                            "stdout",
                            "stderr",
                            "index",
                            "duration_ms",
                            "timed_out",
                            "truncated",
                            "signal");
            assertThat(entry.path("index").asInt()).isEqualTo(i);
            assertThat(entry.path("exit_code").asInt()).isEqualTo(i);
            assertThat(entry.path("stdout").asText()).isEqualTo("é✓ " + i + "/4\n");
            assertThat(entry.path("stderr").asText()).isEqualTo("err\n");
        }
        assertThat(json(Files.readString(Path.of(step.outputs().get("results_file")))))
                .isEqualTo(results);
        assertThat(step.said("error")).hasSize(1);
        assertThat(step.said("add-mask")).contains(TestController.TOKEN);
        assertThat(step.text().replace("::add-mask::" + TestController.TOKEN, ""))
                .doesNotContain(TestController.TOKEN);
        assertThat(step.summary()).contains("4 sandboxes, 3 failed");
        assertThat(controller.sandboxes()).isZero();
        assertThat(step.post("post.js")).isZero();
    }

    @Test
    void a_timeout_is_true_and_keeps_the_output() throws Exception {
        EmulatedStep step = run("command", "echo partial; sleep 60", "exec_timeout_secs", "2");
        assertThat(step.await()).isEqualTo(1);
        JsonNode entry = json(step.outputs().get("results")).get(0);
        assertThat(entry.path("timed_out").asBoolean()).isTrue();
        assertThat(entry.path("exit_code").asInt()).isEqualTo(124);
        assertThat(entry.path("stdout").asText()).isEqualTo("partial\n");
    }

    @Test
    void failures_can_be_ignored_and_sandboxes_kept() {
        EmulatedStep step = run("command", "exit 7", "fail_on_nonzero", "false", "cleanup", "False");
        assertThat(step.await()).isZero();
        assertThat(step.outputs()).containsEntry("any_failed", "true");
        assertThat(controller.sandboxes()).isEqualTo(1);
        assertThat(step.post("post.js")).isZero();
        assertThat(step.text()).contains("these sandboxes were kept: sb-");
        assertThat(controller.sandboxes()).isEqualTo(1);
    }

    @Test
    void huge_outputs_are_cut_and_the_file_is_whole() throws Exception {
        EmulatedStep step = run(
                "n",
                "2",
                "script",
                "# " + "x".repeat(100_000)
                        + "\nawk 'BEGIN { for (i = 0; i < 60000; i++) print \"\\\"line\\\"\", i }'\n");
        assertThat(step.await()).isZero();
        assertThat(step.outputs()).containsEntry("any_failed", "false");
        String small = step.outputs().get("results");
        assertThat(small.length()).isLessThanOrEqualTo(100_000);
        JsonNode entry = json(small).get(0);
        assertThat(entry.path("truncated").asBoolean()).isTrue();
        assertThat(entry.path("stdout").asText()).startsWith("[... ").endsWith("\"line\" 59999\n");
        JsonNode whole = json(Files.readString(Path.of(step.outputs().get("results_file"))))
                .get(1);
        assertThat(whole.path("stdout").asText()).startsWith("\"line\" 0\n").endsWith("\"line\" 59999\n");
        assertThat(whole.path("truncated").asBoolean()).isFalse();
    }

    @Test
    void reports_of_all_sandboxes_are_merged() throws Exception {
        Files.createDirectories(runner.workspace().resolve("tests"));
        Files.writeString(runner.workspace().resolve("tests/test_a.py"), "");
        EmulatedStep step = run(
                "n",
                "2",
                "command",
                """
                cat > "$FORKD_REPORTS/r.xml" <<END
                <testsuites><testsuite name="s"><testcase classname="tests.test_a" name="good$SANDBOX_INDEX" time="0.5"/>
                <testcase classname="tests.test_a" name="bad|&lt;b>$SANDBOX_INDEX" time="1.5"><failure message="assert &quot;1&quot; == 2">tests/test_a.py:12: AssertionError</failure></testcase></testsuite></testsuites>
                END
                printf '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&e;"/></testsuite>' > "$FORKD_REPORTS/evil.xml"
                exit 1
                """);
        assertThat(step.await()).isEqualTo(1);
        assertThat(step.summary())
                .contains("4 tests, 2 failed")
                .doesNotContain("<b>")
                .doesNotContain("root:")
                .contains("AssertionError");
        assertThat(step.commands().stream()
                        .filter(command -> command.properties().contains("file=tests/test_a.py,line=12")))
                .hasSize(2);
        Path merged = Path.of(step.outputs().get("results_file")).resolveSibling("junit.xml");
        assertThat(Files.readString(merged)).contains("good0", "good1", "tests=\"4\"");
        assertThat(step.text()).contains("the report evil.xml of sandbox 0 cannot be read");
    }

    @Test
    void without_java_it_says_what_to_do() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        for (String tool : new String[] {"node"}) {
            Process which = new ProcessBuilder("sh", "-c", "command -v " + tool).start();
            Path found = Path.of(
                            new String(which.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                                    .strip())
                    .toRealPath();
            Files.createSymbolicLink(bin.resolve(tool), found);
        }
        runner.variable("PATH", bin.toString()).variable("JAVA_HOME", "");
        EmulatedStep step = run("command", "true");
        assertThat(step.await()).isEqualTo(4);
        assertThat(step.said("error")).singleElement().asString().contains("Java 17", "actions/setup-java");
        assertThat(step.outputs()).containsEntry("any_failed", "true").containsEntry("results", "[]");
        assertThat(step.post("post.js")).isZero();
    }

    @Test
    void an_old_java_first_on_the_path_is_passed_over() throws Exception {
        Path old = Files.createDirectories(directory.resolve("old/bin"));
        Files.writeString(old.resolve("java"), "#!/bin/sh\nexit 99\n");
        assertThat(old.resolve("java").toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("old/release"), "JAVA_VERSION=\"1.8.0_402\"\n");
        runner.variable("JAVA_HOME", directory.resolve("old").toString())
                .variable("JAVA_HOME_21_X64", System.getProperty("java.home"));
        EmulatedStep step = run("command", "true");
        assertThat(step.await()).isZero();
        assertThat(step.outputs()).containsEntry("any_failed", "false");
    }

    @Test
    void credentials_of_the_runner_and_inputs_do_not_reach_the_program() throws Exception {
        runner.variable("FORKD_PASS_ENV", "ACTIONS_RUNTIME_TOKEN,INPUT_TOKEN,GREETING")
                .variable("GREETING", "hi");
        EmulatedStep step = run("command", "env");
        assertThat(step.await()).isZero();
        assertThat(json(step.outputs().get("results")).get(0).path("stdout").asText())
                .contains("GREETING=hi")
                .doesNotContain("runtime-token")
                .doesNotContain(TestController.TOKEN);
    }
}
