package dev.forkd.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompareReportsTests {

    private static final String PASSED = "<testcase name='t' classname='C' time='0.1'/>";
    private static final String OTHER = "<testcase name='u' classname='C' time='0.1'/>";
    private static final String FAILED = "<testcase name='t' classname='C' time='0.1'>"
            + "<failure type='E' message='m'>E: m\n\tat C.t(C.java:1)</failure></testcase>";

    @TempDir
    private Path directory;

    private Path a;
    private Path b;
    private int exitCode;
    private String out = "";
    private String err = "";

    @BeforeEach
    void twoDirectories() throws IOException {
        a = Files.createDirectory(directory.resolve("a"));
        b = Files.createDirectory(directory.resolve("b"));
    }

    @ParameterizedTest(name = "{0}: outcomes {3}, full {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        # what                 | in A                                  | in B                                 | outcomes | full
        outcome                | <failure/>                            | <error/>                             | 1 | 1
        passed and skipped     | ''                                    | <skipped/>                           | 1 | 1
        type                   | <error type='X'/>                     | <error type='Y'/>                    | 0 | 1
        message                | <error message='x'/>                  | <error message='y'/>                 | 0 | 1
        skip message           | <skipped message='x'/>                | <skipped/>                           | 0 | 1
        stack                  | <error>at x</error>                   | <error>at y</error>                  | 0 | 1
        blanks around a stack  | <error>at x</error>                   | '<error> at x </error>'              | 0 | 0
        hidden class           | <error>C$$Lambda$1/0x0a.x</error>     | <error>C$$Lambda$2/0x0b.x</error>    | 0 | 0
        thread of a timeout    | <error>junit-timeout-thread-1 x</error> | <error>junit-timeout-thread-22 x</error> | 0 | 0
        output                 | <system-out>x</system-out>            | <system-out>y</system-out>           | 0 | 1
        error output           | <system-err>x</system-err>            | ''                                   | 0 | 1
        empty output           | <system-out/>                         | ''                                   | 0 | 1
        way of quoting         | <system-out>x&lt;y</system-out>       | <system-out><![CDATA[x<y]]></system-out> | 0 | 0
        flake                  | <flakyError/>                         | ''                                   | 0 | 1
        kind of flake          | <flakyError/>                         | <flakyFailure/>                      | 0 | 1
        stack of a flake       | <flakyError><stackTrace>x</stackTrace></flakyError> | <flakyError><stackTrace>y</stackTrace></flakyError> | 0 | 1
        output of a flake      | <flakyError><system-out>x</system-out></flakyError> | <flakyError/>          | 0 | 1
        rerun                  | <error/><rerunError message='x'/>     | <error/><rerunError message='y'/>    | 0 | 1
        number of reruns       | <error/><rerunError/>                 | <error/><rerunError/><rerunError/>   | 0 | 1
        properties             | <properties><property name='x' value='y'/></properties> | ''                 | 0 | 0
        """)
    void compares_what_a_test_reports(String what, String inA, String inB, int outcomes, int full) throws IOException {
        write(a, "<testcase name='t' classname='C'>" + inA + "</testcase>");
        write(b, "<testcase name='t' classname='C'>" + inB + "</testcase>");

        compare();
        assertResult(1, 1, outcomes);
        compare("--full");
        assertResult(1, 1, full);
    }

    @Test
    void counts_tests_of_one_name() throws IOException {
        write(a, PASSED, FAILED, PASSED);
        write(b, PASSED, PASSED, PASSED, FAILED);

        compare();

        assertResult(3, 4, 1);
        assertThat(out).contains("TEST-C.xml: C#t: only in B (passed)");
    }

    @Test
    void order_does_not_matter() throws IOException {
        write(a, FAILED, OTHER, PASSED);
        write(b, PASSED, FAILED, OTHER);

        compare("--full");

        assertResult(3, 3, 0);
    }

    @Test
    void shows_where_long_texts_part() throws IOException {
        String same = "x".repeat(500);
        write(a, "<testcase name='t' classname='C'><system-out>" + same + "left</system-out></testcase>");
        write(b, "<testcase name='t' classname='C'><system-out>" + same + "right</system-out></testcase>");

        compare("--full");

        assertThat(out).contains("from character 470 A", "left\"", "right\"").doesNotContain("x".repeat(40));
    }

    @Test
    void suites_without_tests_and_totals_count() throws IOException {
        write(a, PASSED);
        write(b, PASSED);
        Files.writeString(a.resolve("TEST-Empty.xml"), "<testsuite name='Empty' tests='0'/>");
        compare();
        assertResult(1, 1, 1);

        Files.writeString(b.resolve("TEST-Empty.xml"), "<testsuite name='Empty' tests='1'/>");
        compare();
        assertResult(1, 1, 0);
        compare("--full");
        assertResult(1, 1, 1);
        assertThat(out).contains("TEST-Empty.xml: suite Empty: tests A \"0\" B \"1\"");
    }

    @Test
    void a_failed_class_is_no_suite() throws IOException {
        write(a, "<testcase name='' classname='C'><error/></testcase>");
        write(b, "<testcase name='' classname='C'><error/></testcase>", PASSED);

        compare();

        assertResult(1, 2, 1);
        assertThat(out).contains("C#t: only in B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "message,type,stack"})
    void leaves_out_what_is_ignored(String ignored) throws IOException {
        write(a, "<testcase name='t' classname='C'><error type='X'/></testcase>");
        write(b, "<testcase name='t' classname='C'><error type='Y'/></testcase>");

        compare("--full", "--ignore", ignored);

        assertResult(1, 1, 0);
    }

    @Test
    void file_can_be_ignored() throws IOException {
        write(a, PASSED);
        write(b, PASSED);
        Files.move(b.resolve("TEST-C.xml"), b.resolve("TEST-D.xml"));

        compare();
        assertResult(1, 1, 4);
        compare("--ignore", "file");
        assertResult(1, 1, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "0.100,0.105,0",
        "0.100,0.120,0",
        "0.100,0.121,1",
        "10.0,10.9,0",
        "10.0,11.2,1",
        "'1,000.0','1,000.1',0",
        "'',0,0"
    })
    void durations_are_reported_separately(String inA, String inB, int expected) throws IOException {
        write(a, "<testcase name='t' classname='C' time='" + inA + "'/>");
        write(b, "<testcase name='t' classname='C' time='" + inB + "'/>");

        compare("--times");

        assertResult(1, 1, 0);
        assertThat(out).contains("durations that differ: " + expected + "\n");
    }

    @Test
    void prints_at_most_fifty_differences() throws IOException {
        write(a, Stream.generate(() -> PASSED).limit(61).toArray(String[]::new));
        write(b, PASSED);

        compare();

        assertResult(61, 1, 60);
        assertThat(out.lines().filter(line -> line.contains("only in A"))).hasSize(50);
        assertThat(out).contains("... and 10 more differences");

        compare("--all");

        assertThat(out.lines().filter(line -> line.contains("only in A"))).hasSize(60);
    }

    @Test
    void reads_lists_of_suites() throws IOException {
        write(a, PASSED);
        Files.writeString(
                b.resolve("TEST-C.xml"), "<testsuites><testsuite name='C'>" + PASSED + "</testsuite></testsuites>");

        compare();

        assertResult(1, 1, 0);
    }

    @Test
    void characters_that_xml_cannot_hold_are_data() throws IOException {
        String test = "<testcase name='t' classname='C'><error message='&#27;&#xd83d;'/><system-out>%s</system-out>"
                + "</testcase>";
        write(a, test.formatted("\u001b\u0000"));
        write(b, test.formatted("\u001b\u0001"));

        compare("--full");

        assertResult(1, 1, 1);
        assertThat(out).contains("\\u0000", "\\u0001").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE testsuite [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><testsuite name='&x;'/>",
                "<!DOCTYPE testsuite><testsuite name='C'/>",
                "<testsuite name='C'><testcase name='t'",
                "<html/>",
                ""
            })
    void refuses_what_is_no_report(String content) throws IOException {
        write(a, PASSED);
        Files.writeString(b.resolve("TEST-C.xml"), content);

        compare();

        assertUnusable(b.resolve("TEST-C.xml").toString());
    }

    @Test
    void refuses_directories_without_reports() throws IOException {
        write(a, PASSED);
        compare();
        assertUnusable("no TEST-*.xml in " + b);

        b = directory.resolve("missing");
        compare();
        assertUnusable("cannot read the directory " + b);
    }

    @Test
    void two_runs_without_tests_are_not_green() throws IOException {
        write(a);
        write(b);

        compare();

        assertUnusable("no tests");
    }

    @ParameterizedTest
    @CsvSource({
        "'',given: 0",
        "a,given: 1",
        "a b c,given: 3",
        "--fast a b,unknown option --fast",
        "--full --outcomes a b,exclude each other",
        "a b --ignore,needs a value",
        "--ignore x a b,cannot ignore 'x'"
    })
    void explains_wrong_arguments(String args, String message) {
        run(args.isEmpty() ? List.of() : List.of(args.split(" ", -1)));

        assertUnusable(message);
        assertThat(err).contains("usage: ");
    }

    private void write(Path to, String... testcases) throws IOException {
        String xml = "<?xml version='1.0' encoding='UTF-8'?>\n<testsuite name='C'>\n" + String.join("\n", testcases)
                + "\n</testsuite>";
        Files.writeString(to.resolve("TEST-C.xml"), xml);
    }

    private void compare(String... options) {
        run(Stream.concat(Stream.of(options), Stream.of(a.toString(), b.toString()))
                .toList());
    }

    private void run(List<String> args) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        exitCode = CompareReports.run(
                args,
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
    }

    private void assertResult(int testsInA, int testsInB, int differences) {
        assertThat(out + err)
                .endsWith(testsInA + " tests in A, " + testsInB + " tests in B, differences: " + differences + "\n");
        assertThat(exitCode).isEqualTo(differences == 0 ? CompareReports.SAME : CompareReports.DIFFERENT);
    }

    private void assertUnusable(String message) {
        assertThat(err).contains(message);
        assertThat(out).isEmpty();
        assertThat(exitCode).isEqualTo(CompareReports.UNUSABLE);
    }
}
