package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.action.run.Exit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user of the command line reads. It is a program of its own here, since it prints to its stdout itself. */
@Timeout(180)
class CommandLineProgramTests {
    private static final String REPORT =
            "echo '<testsuite><testcase name=\"a\"/></testsuite>' >\"$FORKD_REPORTS/a.xml\"";

    @TempDir
    private Path directory;

    private String log = "";

    private Exit run(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Collections.addAll(line, arguments);
        Path out = directory.resolve("out");
        var program = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(
                        Files.createFile(directory.resolve("nothing")).toFile()));
        program.environment().keySet().removeIf(name -> name.startsWith("FORKD_"));
        program.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        Process process = program.start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        Files.delete(directory.resolve("nothing"));
        log = Files.readString(out, StandardCharsets.UTF_8);
        for (Exit exit : Exit.values()) {
            if (exit.code() == process.exitValue()) {
                return exit;
            }
        }
        throw new AssertionError("exit code " + process.exitValue() + ": " + log);
    }

    @Test
    void files_that_are_removed_at_the_end_are_not_named() throws Exception {
        assertThat(run("run", "--", REPORT)).as(log).isEqualTo(Exit.OK);
        assertThat(log).contains("--results DIR keeps them").doesNotContain("junit.xml", "/artifacts");
    }

    @Test
    void a_file_that_does_not_exist_is_said_not_to() throws Exception {
        assertThat(run("run", "--token-file", "no/such", "--", "true")).isEqualTo(Exit.BAD_INPUT);
        assertThat(log).isEqualTo("forkd: error: --token-file names no/such, which does not exist. Correct it.\n");
        assertThat(run("plan", "--n", "2", "--items", directory.toString(), "--timings", "no/such"))
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(log).isEqualTo("forkd: error: --items names " + directory + ", which is a directory. Correct it.\n");
    }

    /** Nobody at a laptop knows the inputs and secrets of a workflow. */
    @Test
    void problems_name_options_and_what_to_do_here() throws Exception {
        assertThat(run("run", "--n", "x", "--url", "http://127.0.0.1:1", "--snapshot-tag", "a", "--", "true"))
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(log)
                .contains("forkd: error: --n is 'x'. Use a whole number", "forkd: error: The token is empty. Put")
                .contains("into FORKD_TOKEN, or into the file of --token-file.")
                .doesNotContain("Input", "secrets");
    }

    @Test
    void files_that_stay_are_named() throws Exception {
        Path results = directory.resolve("results");
        assertThat(run("run", "--results", results.toString(), "--", REPORT))
                .as(log)
                .isEqualTo(Exit.OK);
        assertThat(log)
                .contains("are merged in " + results.resolve("junit.xml"), "is in " + results.resolve("artifacts"))
                .doesNotContain("keeps them");
        assertThat(results.resolve("junit.xml")).exists();
        assertThat(results.resolve("artifacts/0/a.xml")).exists();
        assertThat(results.resolve("leases")).doesNotExist();
    }

    @Test
    void nothing_is_said_of_reports_where_there_are_none() throws Exception {
        assertThat(run("run", "--", "true")).as(log).isEqualTo(Exit.OK);
        assertThat(log).doesNotContain("keeps them");
    }

    @Test
    void an_error_begins_with_our_name_once() throws Exception {
        assertThat(run("run", "--", "exit 3")).as(log).isEqualTo(Exit.COMMAND_FAILED);
        assertThat(log.lines())
                .contains("forkd: error: the command failed in 1 of 1 sandbox: sandbox 0 failed (exit code 3)");
    }

    @Test
    void the_command_is_asked_for_as_it_is_given_there() throws Exception {
        assertThat(run("run", "--n", "2")).as(log).isEqualTo(Exit.BAD_INPUT);
        assertThat(log).contains("Give one after --, or --script FILE.").doesNotContain("Input");
        Path script = Files.writeString(directory.resolve("script"), "true");
        assertThat(run("run", "--script", script.toString(), "--", "true"))
                .as(log)
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(log).contains("a command and --script").doesNotContain("Input");
        assertThat(run("run", "--script", script.toString())).as(log).isEqualTo(Exit.OK);
    }
}
