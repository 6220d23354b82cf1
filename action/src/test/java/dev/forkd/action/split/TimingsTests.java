package dev.forkd.action.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingsTests {
    @TempDir
    private Path directory;

    private Timings read(String name, String text) throws IOException {
        var timings = new Timings();
        timings.read(Files.writeString(directory.resolve(name), text));
        return timings;
    }

    @Test
    void pytestSplitsDurationsAreSummedUpByFile() throws IOException {
        Timings timings = read(
                ".test_durations", "{\"tests/test_a.py::test_1\": 1.5, \"tests/test_a.py::T::test_2\": 2, \"b\": 1}");
        assertThat(timings.of(List.of("tests/test_a.py"))).containsEntry("tests/test_a.py", 3.5);
        assertThat(timings.of(List.of("tests/test_a.py::test_1"))).containsEntry("tests/test_a.py::test_1", 1.5);
        assertThat(timings.of(List.of("tests/test_b.py"))).isEmpty();
    }

    @Test
    void reportsNameClassesAndFilesAreMeant() throws IOException {
        Timings timings = read(
                "r.xml",
                "<testsuites><testsuite name='pytest'><testcase classname='tests.test_a.TestX' name='a' time='1'/>"
                        + "<testcase classname='tests.test_a' name='b' time='1,000.5'/>"
                        + "<testcase classname='com.acme.FooTest' name='c' time='2'/>"
                        + "<testcase classname='w' file='web/a.test.js' name='c' time='4'/></testsuite></testsuites>");
        assertThat(timings.of(List.of("tests/test_a.py"))).containsEntry("tests/test_a.py", 1001.5);
        assertThat(timings.of(List.of("src/test/java/com/acme/FooTest.java")))
                .containsEntry("src/test/java/com/acme/FooTest.java", 2.0);
        assertThat(timings.of(List.of("web/a.test.js"))).containsEntry("web/a.test.js", 4.0);
    }

    @Test
    void aNameThatTwoDirectoriesHaveIsShared() throws IOException {
        Timings timings = read(
                "r.xml",
                "<testsuite><testcase classname='tests.test_a' name='x' time='4'/>"
                        + "<testcase classname='tests.test_a.TestX' name='y' time='2'/></testsuite>");
        assertThat(timings.of(List.of("one/tests/test_a.py", "two/tests/test_a.py")))
                .containsEntry("one/tests/test_a.py", 3.0)
                .containsEntry("two/tests/test_a.py", 3.0);
        timings.blend("one/tests/test_a.py", 5);
        assertThat(timings.of(List.of("one/tests/test_a.py", "two/tests/test_a.py")))
                .containsEntry("one/tests/test_a.py", 5.0)
                .containsEntry("two/tests/test_a.py", 6.0);
    }

    @Test
    void partsOfAClassInSeveralReportsAreAddedUpAndLaterRunsReplace() throws IOException {
        var timings = new Timings();
        String part = "<testsuite><testcase classname='a.B' name='%s' time='%d'/></testsuite>";
        timings.read(Files.writeString(directory.resolve("1.xml"), part.formatted("x", 1)));
        timings.read(Files.writeString(directory.resolve("2.xml"), part.formatted("y", 2)));
        assertThat(timings.of(List.of("a.B"))).containsEntry("a.B", 3.0);
        timings.read(Files.writeString(directory.resolve("3.xml"), part.formatted("y", 5)));
        assertThat(timings.of(List.of("a.B"))).containsEntry("a.B", 6.0);
        String twice = "<testsuite><testcase classname='a.C' name='p' time='1'/>"
                + "<testcase classname='a.C' name='p' time='2'/></testsuite>";
        timings.read(Files.writeString(directory.resolve("4.xml"), twice));
        assertThat(timings.of(List.of("a.C"))).containsEntry("a.C", 3.0);
    }

    @Test
    void theUnknownCountsAsTheMean() throws IOException {
        Timings timings = read("h.json", "{\"a\": 2, \"b\": 4, \"bad\": -1, \"none\": null}");
        assertThat(timings.estimate(List.of("a", "b", "c")))
                .containsEntry("a", 2.0)
                .containsEntry("b", 4.0)
                .containsEntry("c", 3.0);
        assertThat(new Timings().estimate(List.of("a"))).containsEntry("a", 1.0);
    }

    @Test
    void aHistoryIsReadBack() throws IOException {
        var timings = new Timings();
        timings.blend("a", 2);
        timings.blend("a", 4);
        timings.write(directory.resolve("deep/h.json"));
        assertThat(read("x.json", Files.readString(directory.resolve("deep/h.json")))
                        .of(List.of("a")))
                .containsEntry("a", 3.0);
        assertThat(directory.resolve("deep").toFile().list()).hasSize(1);
    }

    @Test
    void whatIsNoHistoryIsNamed() {
        assertThatThrownBy(() -> read("h.json", "[1,2"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("h.json");
    }
}
