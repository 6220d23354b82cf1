package dev.forkd.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingsTests {

    @TempDir
    Path directory;

    @Test
    void known_classes_cost_milliseconds_and_unknown_ones_keep_their_proportion() throws IOException {
        Path file = Files.writeString(directory.resolve("times.json"), "{\"a.A\": 2.0, \"a.B\": 1.0, \"x\": 5}");

        List<Unit> units = Timings.read(file).applyTo(List.of(unit("a.A", 1), unit("a.B", 2), unit("a.C", 4)));

        assertThat(units).extracting(Unit::cost).containsExactly(2000L, 1000L, 4000L);
        assertThat(units).extracting(Unit::name).containsExactly("a.A", "a.B", "a.C");
    }

    @Test
    void without_a_known_class_all_stays_as_planned() {
        List<Unit> planned = List.of(unit("a.A", 1), unit("a.B", 7));

        assertThat(Timings.none().applyTo(planned)).isEqualTo(planned);
    }

    @Test
    void reports_count_nested_classes_for_the_one_around_them() throws IOException {
        Files.writeString(
                directory.resolve("TEST-a.A.xml"),
                """
                <testsuite><testcase classname="a.A" name="x" time="1.5"/>
                <testcase classname="a.A$Inner" name="y" time="1,000.25"><failure>no</failure></testcase></testsuite>
                """);
        Files.writeString(directory.resolve("other.xml"), "not XML");

        assertThat(Timings.read(directory).applyTo(List.of(unit("a.A", 1))))
                .extracting(Unit::cost)
                .containsExactly(1_001_750L);
    }

    @Test
    void a_history_is_the_mean_of_old_and_new_and_is_replaced_whole() throws IOException {
        Path file = directory.resolve("deep/times.json");
        Timings.none().with(Map.of(id("a.A"), 2.0)).write(file);
        Timings.read(file).with(Map.of(id("a.A"), 4.0, id("a.B"), 0.5)).write(file);

        assertThat(Timings.read(file).applyTo(List.of(unit("a.A", 1), unit("a.B", 1))))
                .extracting(Unit::cost)
                .containsExactly(3000L, 500L);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void what_is_no_history_is_said() throws IOException {
        Path file = Files.writeString(directory.resolve("times.json"), "[1, 2]");
        Path report = Files.writeString(directory.resolve("r.xml"), "<a><b></a>");

        assertThatThrownBy(() -> Timings.read(file)).hasMessageContaining("seconds by name");
        assertThatThrownBy(() -> Timings.read(report)).hasMessageContaining("not well-formed");
    }

    private static String id(String name) {
        return "[engine:junit-jupiter]/[class:" + name + "]";
    }

    private static Unit unit(String name, long cost) {
        return new Unit(id(name), name, List.of(), Set.of(), Set.of(), cost, true);
    }
}
