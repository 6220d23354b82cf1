package dev.forkd.action.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkd.action.runner.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JUnitXmlTests {
    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("r.xml"), text);
    }

    @Test
    void reads_outcomes() throws IOException {
        var cases = new JUnitXml()
                .read(
                        file(
                                """
                <testsuites><testsuite name="s"><properties/><testcase classname="c" name="a" time="1.5"/>
                <testcase classname="c" name="b"><failure message="m">d<![CDATA[<e>]]></failure><system-out>x</system-out></testcase>
                <testcase name="c"><error/></testcase><testcase name="d"><skipped message="why"/></testcase></testsuite></testsuites>
                """))
                .cases();
        assertThat(cases)
                .extracting(TestCase::outcome)
                .containsExactly(
                        TestCase.Outcome.PASSED,
                        TestCase.Outcome.FAILED,
                        TestCase.Outcome.ERROR,
                        TestCase.Outcome.SKIPPED);
        assertThat(cases.get(1).details()).isEqualTo("d<e>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><testsuite><testcase name='&e;'/></testsuite>",
                "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><testsuite><testcase>&b;</testcase></testsuite>",
                "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'><testsuite/>",
                "no xml",
                "<project><testcase name='a'/></project>",
                ""
            })
    void refuses(String text) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> new JUnitXml().read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void what_breaks_off_is_read_up_to_there() throws IOException {
        JUnitReport report =
                new JUnitXml().read(file("<testsuite><testcase name='a'/><testcase name='b'><system-out>x"));
        assertThat(report.cases()).extracting(TestCase::name).containsExactly("a");
        assertThat(report.problem()).isPresent();
    }

    /** XML 1.1 allows names that a document tree refuses. */
    @Test
    void a_name_that_no_tree_takes_breaks_off_the_report() throws IOException {
        JUnitReport report =
                new JUnitXml().read(file("<?xml version='1.1'?><testsuite><testcase name='a'/><a\u0132/></testsuite>"));
        assertThat(report.cases()).extracting(TestCase::name).containsExactly("a");
        assertThat(report.problem()).isPresent();
        Path root = file("<?xml version='1.1'?><a\u0132/>");
        assertThatThrownBy(() -> new JUnitXml().read(root)).isInstanceOf(IOException.class);
    }

    @Test
    void refuses_what_is_too_deep() throws IOException {
        Path file = file("<a>".repeat(1000) + "</a>".repeat(1000));
        assertThatThrownBy(() -> new JUnitXml().read(file)).hasMessageContaining("deeper");
    }

    /** Each takes many times its size in memory. */
    @ParameterizedTest
    @ValueSource(strings = {"<a/>", "<a/>x"})
    void more_elements_than_any_report_has_are_not_read(String many) throws IOException {
        Path file = file("<testsuite><testcase name='a'/>" + many.repeat(2_100_000) + "</testsuite>");

        JUnitReport report = new JUnitXml().read(file);

        assertThat(report.cases()).extracting(TestCase::name).containsExactly("a");
        assertThat(report.problem()).hasValueSatisfying(why -> assertThat(why).contains("2000000 elements"));
    }

    @Test
    void reports_of_sandboxes_are_bounded_together() throws IOException {
        List<Path> files = new ArrayList<>();
        Path file = file("<testsuite>" + "<testcase name='a'/>".repeat(90_000) + "</testsuite>");
        for (int i = 0; i < 15; i++) {
            files.add(file);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        MergedReport merged = MergedReport.of(
                Map.of(0, files), new Console(new PrintStream(said, false, StandardCharsets.UTF_8), false));

        assertThat(merged.all()).hasSize(11 * 90_000);
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .allMatch(line -> line.contains("of sandbox 0 is left out"));
    }

    @Test
    void nothing_of_it_is_markup() {
        assertThat(Markdown.inline("<b>|*x*`[a](b)@user\n&", 100)).doesNotContain("<", "|", "*", "`", "[", "@", "\n");
        assertThat(Markdown.block("</pre><script>\n\n# x\u001b[31mred", 100))
                .isEqualTo("<pre>&lt;/pre&gt;&lt;script&gt;\n\n# xred</pre>");
    }
}
