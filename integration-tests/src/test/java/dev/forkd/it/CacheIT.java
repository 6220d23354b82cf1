package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a controller keeps spares the next build from shipping it again, and never makes a difference otherwise. */
class CacheIT {

    private static final Pattern KEPT = Pattern.compile("\"tag\":\"(fj-[0-9a-f]{8}-[0-9a-f]{24}-[0-9a-f]{8})\"");
    private static final long MAX_AFTER_A_CHANGE = 100 * 1024;

    @RegisterExtension
    final Home home = new Home();

    /** A copy of its own, because its classes are changed. */
    private final Project project = Project.fixture("cases", "-Dit.for=cache");

    private Server server;
    private Path plain;

    @BeforeEach
    void start() throws IOException {
        server = Server.elsewhere(home, project);
        Assumptions.assumeTrue(server.description().contains("namespaces"), "plain sandboxes cannot hide anything");
    }

    @AfterEach
    void stop() {
        server.close();
        home.leftovers().awaitNone(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dependencies", "project"})
    void the_next_build_ships_only_what_changed(String keeps) throws IOException {
        MavenBuild.Result reference = MavenBuild.tests(project, home)
                .arguments("-Dtest=QuickOneTest,QuickTwoTest")
                .run();
        plain = reference.reports();

        Run first = run("-Dforkd.cache=" + keeps);
        String tag = kept().get(0);
        assertThat(first.output()).contains(tag + " keeps the " + keeps + " for the next build");

        Run second = run("-Dforkd.cache=" + keeps);
        assertThat(second.output()).contains(tag + " had the rest");
        assertThat(kept()).containsExactly(tag);

        Path source = project.directory().resolve("src/test/java/it/QuickFourTest.java");
        Files.writeString(
                source,
                Files.readString(source)
                        .replaceFirst("(?m)^class QuickFourTest.*$", "$0\n    String in" + keeps + " = \"changed\";"));
        assertThat(MavenBuild.of(project).arguments("test-compile").run().exitCode())
                .isZero();
        Run third = run("-Dforkd.cache=" + keeps);

        System.out.println(keeps + ": shipped " + first.shipped() + ", then " + second.shipped()
                + ", then with a changed class " + third.shipped() + "; first class after " + first.startSeconds()
                + ", " + second.startSeconds() + ", " + third.startSeconds() + " s");
        assertThat(third.output()).contains(tag + " had the rest");
        assertThat(second.shipped()).isLessThan(first.shipped() / 100);
        assertThat(third.shipped()).isLessThan(MAX_AFTER_A_CHANGE);
    }

    @Test
    void a_tag_that_was_deleted_meanwhile_is_made_again() throws Exception {
        run("-Dforkd.cache=dependencies");
        String tag = kept().get(0);
        server.delete("/v1/snapshots/" + tag);

        Run next = run("-Dforkd.cache=dependencies");

        assertThat(next.output()).contains("the kept snapshot " + tag + " is gone from the controller");
        assertThat(kept()).singleElement().isNotEqualTo(tag);
        assertThat(records()).hasSize(1);
    }

    @Test
    @Tag("slow")
    void a_tag_whose_files_are_damaged_costs_bytes_and_no_truth() throws IOException {
        Run first = run("-Dforkd.cache=dependencies");
        String tag = kept().get(0);
        for (Path jar : filesOf(tag, ".jar")) {
            Files.writeString(jar, "damaged");
        }

        Run next = run("-Dforkd.cache=dependencies");

        assertThat(next.shipped()).isGreaterThan(first.shipped() / 2);
        assertThat(next.output()).contains(tag + " had the rest");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_tag_that_cannot_be_used_is_replaced(int n) throws IOException {
        run("-Dforkd.cache=dependencies");
        String tag = kept().get(0);
        // Nothing can be unpacked where a file is in the way.
        Path ship = filesOf(tag, "/ship").get(0);
        Trees.delete(ship);
        Files.createSymbolicLink(ship, Path.of("/nowhere"));

        Run next = run("-Dforkd.cache=dependencies", "-Dforkd.n=" + n);

        assertThat(next.output())
                .contains("the kept snapshot " + tag + " cannot be used, so sandboxes are forked from local");
        assertThat(kept()).doesNotContain(tag);
    }

    /** The answer to the first branch is that to the one that makes the kept tag. */
    @Test
    void a_tag_whose_branch_was_cut_off_is_never_used() throws IOException {
        try (Gateway gateway = new Gateway(server.url(), Gateway.Step.BRANCH, 1, sandbox -> true)) {
            MavenBuild.Result cut = build("-Dforkd.cache=dependencies", "-Dforkd.url=" + gateway.url())
                    .run();
            assertThat(cut.exitCode()).as(cut.output()).isZero();
            assertThat(cut.output()).contains("no snapshot is kept for the next build");
            assertThat(records()).isEmpty();

            MavenBuild.Result next = build("-Dforkd.cache=dependencies", "-Dforkd.url=" + gateway.url())
                    .run();
            assertThat(next.exitCode()).as(next.output()).isZero();
            assertThat(next.output()).contains("keeps the dependencies for the next build");
            assertThat(records()).hasSize(1);
            assertThat(kept()).hasSize(1);
        }
    }

    @Test
    @Tag("slow")
    void there_are_never_more_tags_than_the_limit() throws IOException {
        run("-Dforkd.cache=dependencies", "-Dforkd.cache-max-tags=1");
        String old = kept().get(0);

        Run next = run("-Dforkd.cache=project", "-Dforkd.cache-max-tags=1");

        assertThat(next.output()).contains("deleted the kept snapshot " + old);
        assertThat(kept()).singleElement().isNotEqualTo(old);
        assertThat(records()).hasSize(1);
    }

    @Test
    @Tag("slow")
    void nothing_is_kept_unless_it_is_asked_for() throws IOException {
        run();

        assertThat(server.get("/v1/snapshots")).doesNotContain("fj-");
        assertThat(records()).isEmpty();
    }

    /** What of a run is looked at. */
    private record Run(String output, long shipped, double startSeconds) {}

    private Run run(String... arguments) throws IOException {
        MavenBuild.Result result = build(arguments).run();
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.tests().count("passed")).isEqualTo(12);
        if (plain != null) {
            assertThat(ReportComparison.differences(plain, result.reports(), "--full", "--ignore", "system-out"))
                    .isEmpty();
        }
        String json = Files.readString(project.directory().resolve("target/forkd/run.json"));
        return new Run(result.output(), (long) number(json, "bytesShipped"), number(json, "startSeconds"));
    }

    private MavenBuild build(String... arguments) {
        return MavenBuild.forkd(project, home, 2)
                .arguments(
                        "-Dtest=QuickOneTest,QuickTwoTest", "-Dforkd.url=" + server.url(), "-Dforkd.snapshot-tag=local")
                .arguments(arguments);
    }

    private static double number(String json, String field) {
        Matcher matcher = Pattern.compile("\"" + field + "\" : ([0-9.]+)").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private List<String> kept() throws IOException {
        List<String> tags = new ArrayList<>();
        Matcher matcher = KEPT.matcher(server.get("/v1/snapshots"));
        while (matcher.find()) {
            tags.add(matcher.group(1));
        }
        return tags;
    }

    private List<Path> records() {
        return Trees.children(home.state().resolve("forkd").resolve("cache")).stream()
                .filter(path -> path.toString().endsWith(".json"))
                .toList();
    }

    /** Where the server keeps the files of a tag. */
    private List<Path> filesOf(String tag, String end) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path controller : home.leftovers().controllers()) {
            try (Stream<Path> walk = Files.walk(controller)) {
                walk.filter(path -> path.toString().contains("/" + tag + "/")
                                && path.toString().endsWith(end))
                        .forEach(found::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        assertThat(found).isNotEmpty();
        return found;
    }
}
