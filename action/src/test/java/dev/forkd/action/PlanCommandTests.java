package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.action.runner.Cancellation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCommandTests {
    @TempDir
    private Path directory;

    private String plan(String... further) throws Exception {
        Path items = Files.writeString(directory.resolve("items"), "a b\nc\nd\n");
        Path timings = Files.writeString(directory.resolve("times.json"), "{\"a b\": 3, \"c\": 2, \"d\": 1}");
        var out = new StringWriter();
        String[] arguments = new String[7 + further.length];
        System.arraycopy(
                new String[] {"plan", "--n", "2", "--items", items.toString(), "--timings", timings.toString()},
                0,
                arguments,
                0,
                7);
        System.arraycopy(further, 0, arguments, 7, further.length);
        assertThat(CommandLineProgram.commandLine(new Cancellation())
                        .setOut(new PrintWriter(out, true))
                        .execute(arguments))
                .isZero();
        return out.toString();
    }

    /** Its third part would be run by a loop over the directory. */
    @Test
    void a_directory_with_a_larger_plan_is_refused() throws Exception {
        Path parts = Files.createDirectories(directory.resolve("parts"));
        Files.writeString(parts.resolve("2"), "old");
        Path items = Files.writeString(directory.resolve("items"), "a\n");
        Path timings = Files.writeString(directory.resolve("times.json"), "{\"a\": 3}");
        var err = new StringWriter();
        int code = CommandLineProgram.commandLine(new Cancellation())
                .setErr(new PrintWriter(err, true))
                .execute(
                        "plan",
                        "--n",
                        "2",
                        "--items",
                        items.toString(),
                        "--timings",
                        timings.toString(),
                        "--out",
                        parts.toString());
        assertThat(code).isNotZero();
        assertThat(err.toString()).contains("holds a plan of more than 2 parts");
        assertThat(parts.resolve("0")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001"})
    void a_number_of_sandboxes_that_makes_no_sense_is_refused(String n) {
        var err = new StringWriter();
        int code = CommandLineProgram.commandLine(new Cancellation())
                .setErr(new PrintWriter(err, true))
                .execute("plan", "--n", n, "--items", "none", "--timings", "none");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).startsWith("--n is " + n + ". Use a whole number from 1 to 1000.");
    }

    @Test
    void a_plan_can_be_used_by_others() throws Exception {
        assertThat(plan("--json")).isEqualToIgnoringNewLines("[[\"a b\"],[\"c\",\"d\"]]");
        assertThat(plan("--out", directory.resolve("parts").toString()))
                .contains("static: the last sandbox ends after 3.00 s, at best after 3.00 s, ratio 1.000");
        assertThat(directory.resolve("parts/0")).hasContent("a b");
        assertThat(directory.resolve("parts/1")).hasContent("c\nd");
        assertThat(plan("--print")).contains("0: a b", "1: c", "1: d");
    }
}
