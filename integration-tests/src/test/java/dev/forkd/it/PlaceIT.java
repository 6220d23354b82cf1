package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test in a sandbox finds what it would find in process, and what it writes is there afterwards. */
class PlaceIT {

    private static final Path FIXTURE = Settings.path("it.projects").resolve("place");

    @RegisterExtension
    final Home home = new Home();

    private Project project = Project.fixture("place");

    /** Tests of before have changed it. */
    @BeforeEach
    void asItWas() throws IOException {
        project = Project.fixture("place");
        for (String written : List.of("notes", "target/allure-results", "target/made", "target/surefire-reports")) {
            Trees.delete(project.directory().resolve(written));
        }
        Trees.copy(FIXTURE.resolve("notes"), project.directory().resolve("notes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "shared"})
    void on_this_machine_all_is_as_in_process(String place) throws IOException {
        Seen plain = seen(MavenBuild.tests(project, home));
        asItWas();

        Seen forkd = seen(forkd(place));

        assertThat(ReportComparison.differences(plain.reports(), forkd.reports(), "--full", "--ignore", "system-out"))
                .isEmpty();
        assertThat(forkd.output()).isEqualTo(plain.output());
        assertThat(forkd.files().keySet()).isEqualTo(plain.files().keySet());
        forkd.files().remove("notes/journal.txt");
        plain.files().remove("notes/journal.txt");
        assertThat(forkd.files()).isEqualTo(plain.files());
        assertThat(Files.readAllLines(project.directory().resolve("notes/journal.txt")))
                .containsExactlyInAnyOrder("begun", "from WritingTest", "from AlsoWritingTest");
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "composed"})
    void from_another_machine_only_outputs_come_back(String place) throws IOException {
        Seen plain = seen(MavenBuild.tests(project, home).arguments("-Dtest=!AlsoWritingTest"));
        asItWas();
        SortedMap<String, String> before = files();

        Seen forkd = seen(forkd(place).arguments("-Dtest=!AlsoWritingTest"));

        assertThat(ReportComparison.differences(plain.reports(), forkd.reports(), "--full", "--ignore", "system-out"))
                .isEmpty();
        assertThat(forkd.output()).isEqualTo(plain.output());
        SortedMap<String, String> after = forkd.files();
        after.keySet().removeAll(before.keySet());
        assertThat(after)
                .containsOnlyKeys(
                        "target/allure-results", "target/allure-results/deep", "target/allure-results/deep/one.json");
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void a_view_that_was_asked_for_is_made_or_refused() {
        MavenBuild.Result result =
                forkd("view").arguments("-Dtest=SurroundingsTest").run();

        assertThat(result.output()).containsPattern("forkd: running|no overlay can be mounted");
    }

    private MavenBuild forkd(String place) {
        return MavenBuild.tests(project, home)
                .arguments("-Pforkd", "-Dforkd.scope=all", "-Dforkd.n=2", "-Dforkd.place=" + place)
                .environment("FORKD_ENVIRONMENT", Home.MARK);
    }

    /** What a run left. */
    private record Seen(Path reports, String output, SortedMap<String, String> files) {}

    private Seen seen(MavenBuild build) throws IOException {
        MavenBuild.Result result = build.run();
        assertThat(result.exitCode()).as(result.output()).isZero();
        StringBuilder output = new StringBuilder();
        for (String test : List.of("properties", "whatAJvmLooksAtWhenItStarts", "environment", "paths")) {
            output.append(result.tests().only("SurroundingsTest." + test).output());
        }
        return new Seen(result.reports(), output.toString(), files());
    }

    /** Everything in the project but reports and classes, with its size or target, and its permissions. */
    private SortedMap<String, String> files() throws IOException {
        SortedMap<String, String> seen = new TreeMap<>();
        Path root = project.directory();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.toList()) {
                String name = root.relativize(path).toString();
                if (name.isEmpty()
                        || name.matches("target/((run-|maven-|classes|test-classes|forkd).*|surefire(/.*)?)")
                        // What each run of ours writes down for the next one.
                        || name.matches("\\.forkd(/.*)?")
                        || name.endsWith(".log")) {
                    continue;
                }
                String what = Files.isSymbolicLink(path)
                        ? "-> " + Files.readSymbolicLink(path)
                        : Files.isDirectory(path) ? "directory" : Long.toString(Files.size(path));
                seen.put(
                        name,
                        what + " "
                                + PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)));
            }
        }
        return seen;
    }
}
