package dev.forkd.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingsFileTests {

    @TempDir
    private Path directory;

    @Test
    void what_runs_measured_is_read_again() throws IOException {
        Path path = directory.resolve("deep/timings");
        TimingsFile file = new TimingsFile(path);
        assertThat(file.read().timings().units()).isEmpty();
        file.append(Map.of("a.A", new UnitTimes(0.5, Map.of("x", 1.0, "y", 2.0))));
        file.append(Map.of("a.B", UnitTimes.whole(3)));
        TimingsFile.Content content = new TimingsFile(path).read();
        assertThat(content.problem()).isEmpty();
        assertThat(content.timings().units())
                .isEqualTo(Map.of("a.A", new UnitTimes(0.5, Map.of("x", 1.0, "y", 2.0)), "a.B", UnitTimes.whole(3)));
    }

    @Test
    void a_run_of_a_single_test_does_not_shrink_its_class() throws IOException {
        TimingsFile file = new TimingsFile(directory.resolve("timings"));
        file.append(Map.of("a.A", new UnitTimes(0, Map.of("x", 1.0, "y", 9.0))));
        file.append(Map.of("a.A", new UnitTimes(0, Map.of("x", 2.0))));
        assertThat(file.read().timings().seconds("a.A", List.of("x", "y")).orElseThrow())
                .isCloseTo(1.5 + 9, within(1e-9));
    }

    @Test
    void tests_that_are_gone_count_no_more_and_new_ones_count_as_the_median() {
        Timings timings = Timings.none().blend(Map.of("a.A", new UnitTimes(1, Map.of("x", 2.0, "y", 4.0, "z", 6.0))));
        assertThat(timings.seconds("a.A", List.of("x", "new")).orElseThrow()).isCloseTo(1 + 2 + 4, within(1e-9));
        assertThat(timings.seconds("a.B", List.of("x"))).isEmpty();
    }

    @Test
    void corrupt_lines_cost_themselves_and_are_told() throws IOException {
        Path path = directory.resolve("timings");
        TimingsFile file = new TimingsFile(path);
        file.append(Map.of("a.A", UnitTimes.whole(1)));
        Files.writeString(
                path,
                "\u0000\u0001\n{\"unit\":\"a.B\",\"setUp\":1,\"tests\":null}\n{\"unit\":\"a.C\",\"setUp\":[],\"tests\":{}}\n"
                        + "{\"unit\":\"a.D\",\"setUp\":1,\"tests\":{\"x\":",
                StandardOpenOption.APPEND);
        assertThat(file.read().problem().orElseThrow()).contains("4 of its 5 lines");
        file.append(Map.of("a.E", UnitTimes.whole(2)));
        assertThat(file.read().timings().units()).containsOnlyKeys("a.A", "a.E");
        assertThat(file.read().problem()).isEmpty();
    }

    @Test
    void what_is_to_run_alone_stays_also_when_the_file_is_written_anew() throws IOException {
        Path path = directory.resolve("timings");
        new TimingsFile(path).append(Map.of("a.A", UnitTimes.whole(1)), Set.of("a.A"));
        new TimingsFile(path).append(Map.of(), Set.of("a.B"));
        assertThat(new TimingsFile(path).read().alone()).containsExactly("a.A", "a.B");
        assertThat(new TimingsFile(path).read().problem()).isEmpty();

        Files.writeString(path, "makes no sense\n", StandardOpenOption.APPEND);
        new TimingsFile(path).append(Map.of("a.A", UnitTimes.whole(3)), Set.of("a.C"));

        assertThat(path).content().doesNotContain("no sense");
        assertThat(new TimingsFile(path).read().alone()).containsExactly("a.A", "a.B", "a.C");
        assertThat(new TimingsFile(path).read().timings().units()).containsOnlyKeys("a.A");
    }

    /** Hostile values among good ones, in our format and in that of others, cut anywhere. */
    @Test
    void whatever_stands_in_it_gives_finite_times_or_one_kind_of_exception() throws IOException {
        List<String> values = List.of(
                "1.5",
                "-1",
                "1e400",
                "-1e400",
                "\"NaN\"",
                "\"Infinity\"",
                "NaN",
                "null",
                "{}",
                "[]",
                "\"x\"",
                "9e99",
                "[".repeat(5_000),
                "\"\\ud800\"",
                "1".repeat(2_000),
                "true");
        Path path = directory.resolve("timings");
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(4); line >= 0; line--) {
                Supplier<String> value = () -> values.get(random.nextInt(values.size()));
                text.append(
                        random.nextBoolean()
                                ? "{\"unit\":\"a.A\",\"setUp\":" + value.get() + ",\"tests\":{\"x\":" + value.get()
                                        + "}}\n"
                                : "{\"a.A\":" + value.get() + ",\"" + "b/".repeat(random.nextInt(9)) + "\":"
                                        + value.get() + "}\n");
            }
            text.setLength(random.nextInt(3) == 0 ? random.nextInt(text.length()) : text.length());
            Files.writeString(path, text);
            TimingsFile file = new TimingsFile(path);
            try {
                file.read().timings().units().values().forEach(times -> assertThat(times.total())
                        .as("%s", text)
                        .isBetween(0.0, 1e10));
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("neither a list of times");
            }
            file.append(Map.of("a.B", UnitTimes.whole(2)));
            assertThat(file.read().timings().units()).as("%s", text).containsKey("a.B");
        }
    }

    @Test
    void what_is_no_list_of_times_at_all_is_refused_and_put_aside() throws IOException {
        Path path = Files.writeString(directory.resolve("notes.txt"), "remember the milk");
        TimingsFile file = new TimingsFile(path);
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("seconds by name");
        file.append(Map.of("a.A", UnitTimes.whole(1)));
        assertThat(directory.resolve("notes.txt.unreadable")).hasContent("remember the milk");
        assertThat(file.read().timings().units()).containsOnlyKeys("a.A");
    }

    @Test
    void seconds_by_name_as_others_keep_them_are_read_and_taken_over() throws IOException {
        Path path = Files.writeString(
                directory.resolve("durations.json"), "{\"a.A\": 2.0,\n \"tests/test_a.py::test_1\": 1.5, \"bad\": -1}");
        TimingsFile file = new TimingsFile(path);
        assertThat(file.read().timings().of(List.of("a.A", "tests/test_a.py", "bad")))
                .isEqualTo(Map.of("a.A", 2.0, "tests/test_a.py", 1.5));
        file.append(Map.of("a.A", UnitTimes.whole(4)));
        assertThat(file.read().lines()).isEqualTo(2);
        assertThat(file.read().timings().of(List.of("a.A"))).isEqualTo(Map.of("a.A", 3.0));
    }

    @Test
    void two_files_can_be_put_together() throws IOException {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        new TimingsFile(one).append(Map.of("a.A", UnitTimes.whole(1)));
        new TimingsFile(other).append(Map.of("a.A", UnitTimes.whole(3), "a.B", UnitTimes.whole(5)));
        Path both = Files.writeString(directory.resolve("both"), Files.readString(one) + Files.readString(other));
        assertThat(new TimingsFile(both).read().timings().of(List.of("a.A", "a.B")))
                .isEqualTo(Map.of("a.A", 2.0, "a.B", 5.0));
    }

    @Test
    void a_file_that_grew_far_beyond_what_it_says_is_written_anew() throws IOException {
        Path path = directory.resolve("timings");
        TimingsFile file = new TimingsFile(path);
        file.append(Map.of("a.A", new UnitTimes(0, Map.of("x".repeat(5_000), 1.0))));
        Files.writeString(path, Files.readString(path).repeat(500));
        file.append(Map.of("a.B", UnitTimes.whole(1)));
        assertThat(file.read().lines()).isEqualTo(2);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void a_file_with_many_runs_is_written_anew_by_the_run_that_read_it() throws IOException {
        Path path = directory.resolve("timings");
        new TimingsFile(path).append(Map.of("a.A", new UnitTimes(0, Map.of("x".repeat(5_000), 1.0))));
        Files.writeString(path, Files.readString(path).repeat(20));
        TimingsFile file = new TimingsFile(path);
        file.read();
        file.append(Map.of("a.B", UnitTimes.whole(1)));
        assertThat(file.read().lines()).isEqualTo(2);
    }

    @Test
    void a_file_that_takes_long_to_read_is_only_added_to() throws IOException {
        Path path = directory.resolve("timings");
        TimingsFile file = new TimingsFile(path);
        file.append(Map.of("a.A", new UnitTimes(0, Map.of("x".repeat(5_000), 1.0))));
        String before = Files.readString(path).repeat(10) + "damaged\n"
                + Files.readString(path).repeat(10);
        Files.writeString(path, before);
        file.append(Map.of("a.B", UnitTimes.whole(1)));
        assertThat(Files.readString(path)).startsWith(before).contains("a.B");
        assertThat(file.read().problem().orElseThrow()).contains("1 of its 22 lines");
    }

    @Test
    void reports_are_read_with_nested_classes_in_the_one_around_them_and_never_written() throws IOException {
        Files.writeString(
                directory.resolve("TEST-a.A.xml"),
                """
                <testsuite><testcase classname="a.A" name="x(int)[1]" time="1.5"/>
                <testcase classname="a.A" name="x(int)[2]" time="0.5"/>
                <testcase classname="a.A$Inner" name="y" time="1,000.25"><failure>no</failure></testcase></testsuite>
                """);
        Files.writeString(directory.resolve("TEST-broken.xml"), "<a><b></a>");
        Files.writeString(directory.resolve("other.xml"), "not XML");
        TimingsFile file = new TimingsFile(directory);
        file.append(Map.of("a.B", UnitTimes.whole(1)));
        TimingsFile.Content content = file.read();
        assertThat(content.problem().orElseThrow()).contains("TEST-broken.xml");
        assertThat(content.timings().units())
                .isEqualTo(Map.of("a.A", new UnitTimes(0, Map.of("x", 2.0, "Inner.y", 1000.25))));
    }

    @Test
    void a_directory_without_reports_is_no_history() {
        assertThatThrownBy(() -> new TimingsFile(directory).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a directory without reports (TEST-*.xml)");
    }
}
