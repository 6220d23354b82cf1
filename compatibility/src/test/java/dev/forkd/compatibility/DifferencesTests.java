package dev.forkd.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferencesTests {
    @TempDir
    private Path out;

    private RunFiles plain;
    private RunFiles other;

    @BeforeEach
    void twoEqualRuns() throws IOException {
        plain = run("plain");
        other = run("forkd-2");
    }

    private RunFiles run(String name) throws IOException {
        RunFiles run = new RunFiles(out, name);
        Files.createDirectories(run.directory().resolve("published/a"));
        Files.writeString(run.log(), "[INFO] Results:\n[INFO] Tests run: 1\n");
        Files.writeString(run.directory().resolve("TEST-A.xml"), report("one"));
        Files.createDirectories(run.directory().resolve("further"));
        Files.writeString(run.directory().resolve("further/TEST-B.xml"), report("two"));
        Files.writeString(run.directory().resolve("published/a/file"), "content");
        Files.writeString(run.directory().resolve("A-output.txt"), "printed\n");
        return run;
    }

    private static String report(String test) {
        return "<testsuite name=\"A\" tests=\"1\"><testcase name=\"" + test + "\" classname=\"A\"/></testsuite>";
    }

    @Test
    void equal_runs_have_none() throws IOException {
        Differences differences = Differences.between(plain, other);

        assertThat(differences.lines()).isEmpty();
        assertThat(differences.tests()).isEqualTo(2);
        assertThat(plain.tests()).containsExactlyInAnyOrder("A#one", "A#two");
    }

    @Test
    void everything_that_a_run_leaves_is_compared() throws IOException {
        Files.writeString(other.directory().resolve("further/TEST-B.xml"), report("three"));
        Files.writeString(other.directory().resolve("published/a/file"), "other");
        Files.writeString(other.directory().resolve("A-output.txt"), "printed\nmore\n");
        Files.writeString(other.log(), "[INFO] Results:\n[INFO] Tests run: 2\n");

        Differences differences = Differences.between(plain, other);

        assertThat(differences.inReports()).isEqualTo(2);
        assertThat(differences.lines())
                .hasSize(6)
                .contains(
                        "A-output.txt > more",
                        "console < [INFO] Tests run: 1",
                        "console > [INFO] Tests run: 2",
                        "published a/file: differs");
    }

    @Test
    void a_report_that_only_one_has_is_a_difference() throws IOException {
        Files.delete(other.directory().resolve("further/TEST-B.xml"));
        Files.delete(other.directory().resolve("A-output.txt"));

        assertThat(Differences.between(plain, other).lines())
                .hasSize(2)
                .contains("A-output.txt: only in plain")
                .anyMatch(line -> line.contains("TEST-*.xml"));
    }
}
