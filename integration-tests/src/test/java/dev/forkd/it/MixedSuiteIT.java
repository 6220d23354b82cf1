package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Classes that ask for different sandboxes, for none and of two engines, in one run of Surefire. */
class MixedSuiteIT {

    private static final int TESTS = 31;

    @RegisterExtension
    final Home home = new Home();

    @Test
    void each_test_runs_once_where_it_says_and_reports_are_those_of_a_plain_run() throws IOException {
        Project project = Project.fixture("mixed");
        Path whereabouts = home.shared().resolve("whereabouts");
        MavenBuild.Result plain = MavenBuild.tests(project, home).run();
        assertThat(plain.exitCode()).as(plain.output()).isZero();
        Files.delete(whereabouts);

        MavenBuild.Result forkd = MavenBuild.tests(project, home)
                .arguments("-Pforkd", "-Dforkd.n=2", "-Dforkd.system-properties=it.*")
                .environment("FORKD_ENVIRONMENT", Home.MARK)
                .run();

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        Map<String, Place> places = read(whereabouts);
        assertThat(Files.readAllLines(whereabouts)).hasSize(TESTS);
        assertThat(places).hasSize(TESTS);
        assertThat(sandboxes(places, "PlainTest", "VintageHereTest")).containsExactly("here");
        assertThat(sandboxes(
                        places,
                        "SandboxOneTest",
                        "SandboxTwoTest",
                        "NestingTest",
                        "VintageTest",
                        "SplitTest",
                        "KotlinTest"))
                .doesNotContain("here")
                .hasSizeLessThanOrEqualTo(2);
        assertThat(greetings(places, "GreetedOneTest", "GreetedTwoTest", "SpockTest"))
                .containsExactly("hello");
        assertThat(greetings(places, "LimitedTest")).containsExactly("bye");
        assertThat(greetings(places, "SandboxOneTest", "IsolatedOneTest", "PlainTest"))
                .containsExactly("null");
        assertEachHasItsOwn(places, List.of("SandboxOneTest", "GreetedOneTest", "LimitedTest", "IsolatedOneTest"));
        assertEachHasItsOwn(places, List.of("IsolatedOneTest", "IsolatedTwoTest"));
        assertThat(sandboxes(places, "SpockTest"))
                .as("a specification is with the classes that ask for the same")
                .doesNotContain("here")
                .hasSizeLessThanOrEqualTo(2);
        assertThat(sandboxes(places, "SpockIsolatedTest"))
                .as("each feature has a sandbox of its own")
                .hasSize(2)
                .doesNotContain("here");
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports()))
                .isEmpty();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    private static void assertEachHasItsOwn(Map<String, Place> places, List<String> types) {
        Set<String> seen = new HashSet<>();
        for (String type : types) {
            Set<String> its = sandboxes(places, type);
            assertThat(its).as(type).hasSize(1).doesNotContain("here");
            assertThat(seen.addAll(its)).as(type + " has a sandbox of its own").isTrue();
        }
    }

    private static Set<String> sandboxes(Map<String, Place> places, String... types) {
        Set<String> found = new HashSet<>();
        of(places, types).forEach(place -> found.add(place.sandbox()));
        return found;
    }

    private static Set<String> greetings(Map<String, Place> places, String... types) {
        Set<String> found = new HashSet<>();
        of(places, types).forEach(place -> found.add(place.greeting()));
        return found;
    }

    private static Stream<Place> of(Map<String, Place> places, String... types) {
        return places.entrySet().stream()
                .filter(entry ->
                        Stream.of(types).anyMatch(type -> entry.getKey().startsWith(type + ".")))
                .map(Map.Entry::getValue);
    }

    private static Map<String, Place> read(Path whereabouts) throws IOException {
        Map<String, Place> places = new TreeMap<>();
        for (String line : Files.readAllLines(whereabouts)) {
            String[] parts = line.split(" ", 4);
            places.put(parts[0], new Place(parts[1], parts[3]));
        }
        return places;
    }

    /** Where a test ran, and a variable that it found there. */
    private record Place(String sandbox, String greeting) {}
}
