package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.action.run.Exit;
import dev.forkd.schedule.TimingsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type, on the embedded controller: files that are split, shells, files that come back. */
class EmbeddedStepTests {
    @TempDir
    private Path directory;

    private Path workspace;

    @BeforeEach
    void workspace() throws Exception {
        workspace = Files.createDirectories(directory.resolve("workspace"));
    }

    private PerformedStep perform(String mode, String... pairs) throws Exception {
        Map<String, String> inputs = new LinkedHashMap<>(Map.of("url", "local"));
        for (int i = 0; i < pairs.length; i += 2) {
            inputs.put(pairs[i], pairs[i + 1]);
        }
        return PerformedStep.of(directory, workspace, mode, inputs);
    }

    private void files(String... names) throws Exception {
        for (String name : names) {
            Path file = workspace.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    private List<String> printed(PerformedStep step) throws Exception {
        List<String> lines = new ArrayList<>();
        for (JsonNode entry :
                JsonMapper.builder().build().readTree(step.outputs().get("results"))) {
            lines.addAll(entry.path("stdout").asText().lines().toList());
        }
        return lines;
    }

    private PerformedStep split(String patterns, String... pairs) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("files", patterns, "command", "cat \"$FORKD_ITEMS_FILE\"", "n", "2"));
        all.addAll(List.of(pairs));
        return perform("split", all.toArray(String[]::new));
    }

    @Test
    void each_globstar_may_match_nothing() throws Exception {
        files(
                "src/a/test/x.spec.ts",
                "src/a/test/deep/y.spec.ts",
                "src/test/z.spec.ts",
                "src/a/b/test/w.spec.ts",
                "src/test/deep/v.spec.ts",
                "src/a/tests/no.spec.ts");
        assertThat(printed(split("src/**/test/**/*.spec.ts")))
                .containsExactlyInAnyOrder(
                        "src/a/test/x.spec.ts",
                        "src/a/test/deep/y.spec.ts",
                        "src/test/z.spec.ts",
                        "src/a/b/test/w.spec.ts",
                        "src/test/deep/v.spec.ts");
    }

    @Test
    void a_directory_of_tests_may_be_called_target() throws Exception {
        files("tests/test_a.py", "tests/target/test_c.py");
        assertThat(printed(split("tests/**/test_*.py")))
                .containsExactlyInAnyOrder("tests/test_a.py", "tests/target/test_c.py");
    }

    @Test
    void a_directory_that_is_left_out_is_named_only_where_the_pattern_reaches_it() throws Exception {
        files("pom.xml", "src/ATest.java", "target/generated/BTest.java", "web/node_modules/x/CTest.java", "x/.git/D");
        PerformedStep step = split("**/*Test.java");
        assertThat(printed(step)).containsExactly("src/ATest.java");
        assertThat(step.said("warning"))
                .anySatisfy(warning -> assertThat(warning).contains("target, web/node_modules"));
        assertThat(split("src/*Test.java").log()).doesNotContain("did not look into");
        assertThat(printed(split("target/generated/*Test.java"))).containsExactly("target/generated/BTest.java");
    }

    /** Every suite in Python has such a directory once it has run. */
    @Test
    void a_directory_that_holds_nothing_of_what_is_asked_for_is_not_named() throws Exception {
        files(
                "tests/test_a.py",
                "tests/test_b.py",
                "tests/__pycache__/test_a.cpython-311.pyc",
                "tests/node_modules/left-pad/index.js",
                "tests/.venv/lib/test_of_another.py");
        assertThat(split("tests/**/test_*.py").said("warning"))
                .singleElement()
                .asString()
                .contains("did not look into tests/.venv.");
        assertThat(split("tests/**").said("warning"))
                .singleElement()
                .asString()
                .contains("tests/.venv, tests/node_modules.");
        assertThat(split("tests/**/test_*.py\n!tests/.venv/**").said("warning")).isEmpty();
    }

    @Test
    void a_pattern_may_begin_with_a_dot() throws Exception {
        files("tests/a.py", "tests/b/c.py", "tests/skip.py");
        assertThat(printed(split("./tests/**\n!./tests/skip.py")))
                .containsExactlyInAnyOrder("tests/a.py", "tests/b/c.py");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./tests/**", "tests/./**", "tests//**", "WORKSPACE/tests/**"})
    void a_path_may_be_written_in_several_ways(String pattern) throws Exception {
        files("tests/a.py", "tests/deep/b.py", "other/c.py");
        assertThat(printed(split(pattern.replace("WORKSPACE", workspace.toString()))))
                .containsExactlyInAnyOrder("tests/a.py", "tests/deep/b.py");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "tests,'tests' (a directory: tests/** are its files)",
                "../other/**,'../other/**' (which leads out of the workspace)",
                "test/**,'test/**'. Was the repository checked out?"
            })
    void a_pattern_that_matches_nothing_is_one_error_with_the_reason(String pattern, String said) throws Exception {
        files("tests/a.py");
        PerformedStep step = split(pattern);
        assertThat(step.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(step.said("error")).singleElement().asString().contains(said);
    }

    @Test
    void one_of_several_patterns_that_matches_nothing_is_named() throws Exception {
        files("tests/a.py", "tests/b.py");
        PerformedStep step = split("tests/*.py\nspecs/**\n!docs/**");
        assertThat(step.exit()).as(step.log()).isEqualTo(Exit.OK);
        assertThat(step.said("warning"))
                .singleElement()
                .asString()
                .contains("patterns that match nothing: 'specs/**'")
                .doesNotContain("docs");
    }

    @Test
    void a_name_that_no_list_of_lines_can_hold_is_refused() throws Exception {
        files("tests/a.py", "tests/line\nbreak.py");
        PerformedStep step = split("tests/*.py");
        assertThat(step.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(step.said("error")).singleElement().asString().contains("tests/line", "break.py", "Rename them");
        assertThat(printed(split("tests/*.py\n!tests/line*"))).containsExactly("tests/a.py");
    }

    @Test
    void a_directory_cannot_be_a_history_that_is_kept() throws Exception {
        files("a_test", "times/readme");
        PerformedStep step = split("a_test", "history", "times");
        assertThat(step.exit()).as(step.log()).isEqualTo(Exit.OK);
        assertThat(step.log()).contains("the times were not kept: the history ").doesNotContain("kept the times of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"tests/a.py\": 1.0, \"tes", "null", "[1]", "{\"a\": \"x\"}"})
    void a_broken_history_costs_a_line(String text) throws Exception {
        files("tests/a.py", "tests/b.py");
        Files.writeString(workspace.resolve("h.json"), text);
        PerformedStep step = split("tests/*", "history", "h.json", "mode", "queue");
        assertThat(step.exit()).isEqualTo(Exit.OK);
        assertThat(printed(step)).contains("tests/a.py", "tests/b.py");
        assertThat(step.said("warning")).singleElement().asString().contains("'history'", "h.json", "equally long");
        // It is whole again afterwards.
        assertThat(new TimingsFile(workspace.resolve("h.json")).read().timings().units())
                .containsOnlyKeys("tests/a.py", "tests/b.py");
    }

    /** The README's recipe as it stands, with a pytest that prints its arguments. */
    @Test
    void the_readmes_recipe_takes_names_with_blanks() throws Exception {
        files("tests/a b_test.py", "tests/c_test.py");
        Matcher recipe = Pattern.compile("( +)script: \\|\n((?:\\1  .*\n)+)", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(recipe.find()).isTrue();
        String script = recipe.group(2).stripIndent();
        assertThat(script).contains("pytest");
        Path tool = Files.createDirectories(workspace.resolve("bin")).resolve("pytest");
        Files.writeString(tool, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        PerformedStep step = perform(
                "split",
                "files",
                "tests/*.py",
                "script",
                "PATH=$PWD/bin:$PATH\n" + script.replaceAll("\\$\\{\\{[^}]*}}", "."));
        assertThat(step.exit()).as(step.log()).isEqualTo(Exit.OK);
        assertThat(printed(step)).contains("tests/a b_test.py", "tests/c_test.py");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    run   | ''     | 0 | reached
                    run   | sh     | 1 | ''
                    run   | bash   | 1 | ''
                    split | ''     | 1 | ''
                    build | ''     | 1 | ''
                    build | bash   | 1 | ''
                    """)
    void a_line_that_fails_ends_steps_as_run_does_but_not_the_original_one(
            String mode, String shell, int code, String reached) throws Exception {
        PerformedStep step =
                perform(mode, "tests", "a", "shell", shell, "command", "echo start\ntest -e missing\necho reached");
        assertThat(step.exit().code()).isEqualTo(code);
        assertThat(step.log()).contains("start");
        assertThat(step.log().contains("[0] reached") || step.log().contains("\nreached"))
                .isEqualTo(!reached.isEmpty());
    }

    @Test
    void pipefail_is_on_in_bash() throws Exception {
        assertThat(perform("run", "shell", "bash", "command", "false | cat").exit())
                .isEqualTo(Exit.COMMAND_FAILED);
        assertThat(perform("run", "command", "false | cat").exit()).isEqualTo(Exit.OK);
    }

    @ParameterizedTest
    @CsvSource({"run,script", "run,command", "split,script", "build,command"})
    void a_first_line_names_the_shell(String mode, String input) throws Exception {
        PerformedStep step = perform(
                mode, "tests", "a", input, "#!/usr/bin/env bash\nset -o pipefail\necho \"bash ${BASH_VERSION%%.*}\"\n");
        assertThat(step.exit()).as(step.log()).isEqualTo(Exit.OK);
        assertThat(step.log()).containsPattern("bash \\d");
    }

    @Test
    void a_shell_may_be_a_command_line() throws Exception {
        PerformedStep step = perform("run", "shell", "awk -f {0}", "script", "BEGIN { print \"from awk\" }");
        assertThat(step.exit()).isEqualTo(Exit.OK);
        assertThat(printed(step)).containsExactly("from awk");
        assertThat(perform("run", "shell", "zsh", "command", "true").said("error"))
                .singleElement()
                .asString()
                .contains("'shell' is 'zsh'", "bash, sh, python", "{0}");
    }

    @Test
    void all_that_a_command_leaves_is_fetched() throws Exception {
        PerformedStep step = perform(
                "run",
                "n",
                "2",
                "artifacts",
                "a/out\nb/out",
                "command",
                """
                mkdir -p a/out b/out "$FORKD_REPORTS/deep"
                echo "{}" > "$FORKD_REPORTS/answer.json"
                echo "$SANDBOX_INDEX" > "$FORKD_REPORTS/deep/it em.txt"
                echo a > a/out/x.txt
                echo b > b/out/x.txt
                echo "<project/>" > b/out/pom.xml
                """);
        assertThat(step.exit()).as(step.log()).isEqualTo(Exit.OK);
        Path fetched = Path.of(step.outputs().get("artifacts_dir"));
        assertThat(fetched.resolve("0/answer.json")).hasContent("{}");
        assertThat(fetched.resolve("1/deep/it em.txt")).hasContent("1");
        assertThat(fetched.resolve("1/a/out/x.txt")).hasContent("a");
        assertThat(fetched.resolve("1/b/out/x.txt")).hasContent("b");
        assertThat(fetched.resolve("1/b/out/pom.xml")).exists();
        assertThat(step.log()).doesNotContain("cannot be read");
        assertThat(step.log()).contains("what the commands left in $FORKD_REPORTS is in " + fetched);
    }

    @Test
    void a_name_that_cannot_be_listed_hides_no_other_file() throws Exception {
        PerformedStep step = perform(
                "run",
                "artifacts",
                "no/such",
                "command",
                """
                cd "$FORKD_REPORTS"
                touch "$(printf 'line\\nbreak')"
                ln -s /etc/passwd link
                for i in 1 2 3 4 5 6 7 8 9; do echo $i >"$i"; done
                """);
        assertThat(step.exit()).as(step.log()).isEqualTo(Exit.OK);
        Path fetched = Path.of(step.outputs().get("artifacts_dir"), "0");
        try (Stream<Path> files = Files.list(fetched)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8", "9");
        }
        assertThat(step.log())
                .contains("in $FORKD_REPORTS of sandbox 0 not fetched: 2 (links, pipes", "sandbox 0 has no no/such");
    }

    @Test
    void too_many_files_are_left_out_aloud() throws Exception {
        PerformedStep step = perform(
                "run", "command", "cd \"$FORKD_REPORTS\"; i=0; while [ $i -lt 1005 ]; do : > $i; i=$((i+1)); done");
        assertThat(step.exit()).isEqualTo(Exit.OK);
        assertThat(step.said("warning"))
                .singleElement()
                .asString()
                .contains("at least 1 file was not fetched", "1000 files", "256 MiB");
    }

    @Test
    void what_a_report_holds_is_in_the_merged_one() throws Exception {
        Files.write(workspace.resolve("utf16.xml"), xml("UTF-16", "utf16-é").getBytes(StandardCharsets.UTF_16));
        Files.write(
                workspace.resolve("latin1.xml"), xml("ISO-8859-1", "latin1-é").getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(workspace.resolve("bom.xml"), "\uFEFF" + xml("UTF-8", "bom-é"));
        Files.writeString(workspace.resolve("forbidden.xml"), xml("UTF-8", "forbidden-\u0001-&#x1b;"));
        String cut =
                xml("UTF-8", "cut-1").replace("</testsuite>", "<testcase name='cut-2'/><testcase name='cut-3'><fail");
        Files.writeString(workspace.resolve("cut.xml"), cut);
        Files.writeString(
                workspace.resolve("rich.xml"),
                """
                <testsuite name="rich" timestamp="2026-01-01T00:00:00" hostname="h" tests="2"><properties><property name="seed" value="7"/></properties>
                <testcase classname="C" name="same" line="12" file="c.py"><failure type="AssertionError" message="no">trace</failure><system-out>out</system-out></testcase>
                <testcase classname="C" name="same"><system-err>err</system-err></testcase><system-out>of the suite</system-out></testsuite>
                """);
        Files.writeString(workspace.resolve("none.xml"), "no xml at all");
        PerformedStep step = perform("run", "command", "cp *.xml \"$FORKD_REPORTS/\"");
        assertThat(step.exit()).as(step.log()).isEqualTo(Exit.OK);
        String merged = Files.readString(Path.of(step.outputs().get("junit_file")));
        assertThat(merged)
                .contains("utf16-é", "latin1-é", "bom-é", "forbidden-\uFFFD-\uFFFD", "cut-1", "cut-2")
                .doesNotContain("cut-3")
                .contains("<property name=\"seed\" value=\"7\"", "<system-out>out</system-out>", "<system-err>err")
                .contains(
                        "of the suite", "type=\"AssertionError\"", "line=\"12\"", "timestamp=\"2026-01-01T00:00:00\"");
        assertThat(merged.split("name=\"same\"", -1)).hasSize(3);
        assertThat(step.log()).contains("cut.xml of sandbox 0 breaks off, and 2 tests", "none.xml of sandbox 0 cannot");
        // A reader takes it, and the suite that broke off counts what it has.
        assertThat(new dev.forkd.action.report.JUnitXml()
                        .read(Path.of(step.outputs().get("junit_file")))
                        .cases())
                .hasSize(8);
        assertThat(merged).contains("tests=\"8\"");
    }

    private static String xml(String encoding, String name) {
        return "<?xml version=\"1.0\" encoding=\"" + encoding
                + "\"?>\n<testsuite name=\"s\" tests=\"9\"><testcase name=\"" + name + "\"/></testsuite>";
    }

    @Test
    void a_quiet_build_is_known_by_the_file_of_its_run() throws Exception {
        String quiet = "mkdir -p module/target/forkd && echo '{}' > module/target/forkd/run.json";
        assertThat(perform("build", "command", quiet).said("warning")).isEmpty();
        // That one is of an earlier build by now.
        Path file = workspace.resolve("module/target/forkd/run.json");
        Files.setLastModifiedTime(
                file,
                java.nio.file.attribute.FileTime.from(java.time.Instant.now().minusSeconds(60)));
        assertThat(perform("build", "command", "true").said("warning"))
                .singleElement()
                .asString()
                .contains("not distributed");
    }

    /** The command line of the page, as a shell takes it apart. */
    private static List<String> again(PerformedStep step) throws Exception {
        Matcher line = Pattern.compile("<pre>(java -jar forkd-action\\.jar .*?)</pre>", Pattern.DOTALL)
                .matcher(step.summary());
        assertThat(line.find()).as(step.summary()).isTrue();
        String command = line.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        Process shell = new ProcessBuilder("sh", "-c", "java() { printf '%s\\0' \"$@\"; }\n" + command).start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return List.of(words.split("\0")).subList(2, words.split("\0").length);
    }

    @Test
    void a_failed_sandbox_can_be_run_again() throws Exception {
        String command = "echo \"it's <$SANDBOX_INDEX>\"\nfalse";
        PerformedStep step = perform("run", "n", "3", "shell", "sh", "exec_timeout_secs", "60", "command", command);
        assertThat(step.exit()).isEqualTo(Exit.COMMAND_FAILED);
        assertThat(again(step))
                .containsExactly(
                        "run",
                        "--exec-timeout-secs",
                        "60",
                        "--shell",
                        "sh -e {0}",
                        "--n",
                        "3",
                        "--index",
                        "0",
                        "--",
                        command);
    }

    @Test
    void a_failed_part_is_run_again_with_its_items() throws Exception {
        files("tests/a b.py", "tests/c.py");
        PerformedStep step = perform("split", "files", "tests/*", "command", "false");
        assertThat(again(step))
                .containsExactly(
                        "split", "--n", "1", "--tests", "tests/a b.py", "--tests", "tests/c.py", "--", "false");
    }

    @Test
    void a_report_of_a_build_that_breaks_off_is_named() throws Exception {
        PerformedStep step = perform(
                "build",
                "command",
                "mkdir -p target/surefire-reports && echo '<testsuite><testcase name=\"a\"/><testc'"
                        + " > target/surefire-reports/TEST-a.xml");
        assertThat(step.log()).contains("the report TEST-a.xml breaks off, and 1 test of it was read");
        assertThat(step.outputs()).containsEntry("tests", "1");
    }

    /** What a build leaves running holds its output open. */
    @Test
    void a_build_ends_with_its_shell_whatever_it_leaves_running() {
        assertTimeoutPreemptively(Duration.ofSeconds(15), () -> {
            PerformedStep step = perform("build", "command", "sleep 60 & echo said; sleep 2; exit 3");
            assertThat(step.log()).contains("said", "exit code 3");
        });
    }
}
