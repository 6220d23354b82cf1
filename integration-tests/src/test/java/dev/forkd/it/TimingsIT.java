package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tests took is kept from build to build without a setting, and does no harm. */
class TimingsIT {

    @RegisterExtension
    final Home home = new Home();

    private final Project project = Project.fixture("cases");
    private final Path directory = project.directory().resolve(".forkd");
    private final Path timings = directory.resolve("timings");

    @Test
    void times_are_kept_by_test_and_survive_runs_of_single_tests_and_damage() throws IOException {
        Trees.delete(directory);

        assertThat(build("-Dtest=QuickOneTest,QuickTwoTest").exitCode()).isZero();
        assertThat(timings).content().contains("it.QuickOneTest", "it.QuickTwoTest", "\"repeated\"");
        assertThat(directory.resolve(".gitignore")).hasContent("*");

        int lines = Files.readAllLines(timings).size();
        assertThat(build("-Dtest=QuickOneTest#second").exitCode()).isZero();
        assertThat(Files.readAllLines(timings))
                .hasSize(lines + 1)
                .last()
                .asString()
                .contains("it.QuickOneTest", "\"second\"")
                .doesNotContain("\"first\"", "\"repeated\"");

        MavenBuild.Result sized = build("-Dtest=QuickOneTest,QuickTwoTest", "-Dforkd.n=auto");
        assertThat(sized.exitCode()).as(sized.output()).isZero();
        assertThat(sized.output()).contains("forkd: n=auto: by the times of earlier runs");

        Files.write(timings, new byte[] {0, 1, 2, '\n'});
        MavenBuild.Result damaged = build("-Dtest=QuickOneTest,QuickTwoTest");
        assertThat(damaged.exitCode()).as(damaged.output()).isZero();
        assertThat(damaged.output()).contains("forkd: the times of earlier runs are not used");
        assertThat(timings).content().startsWith("{\"unit\":");
        assertThat(directory.resolve("timings.unreadable")).exists();

        Trees.delete(directory);
        assertThat(build("-Dtest=QuickOneTest,QuickTwoTest", "-Dforkd.timings=off")
                        .exitCode())
                .isZero();
        assertThat(directory).doesNotExist();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    private MavenBuild.Result build(String... arguments) {
        return MavenBuild.forkd(project, home, 2).arguments(arguments).run();
    }
}
