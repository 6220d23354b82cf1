package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples of classes in parts, of retries and repetitions, and of a frozen test, as the guide quotes them. */
class FlakyExamplesIT {

    @RegisterExtension
    final Home home = new Home();

    private MavenBuild build(String example) {
        return MavenBuild.tests(Project.example(example), home)
                .environment("FORKD_N", "2")
                .environment(
                        "FORKD_CRIU",
                        Optional.ofNullable(System.getenv("FORKD_CRIU")).orElse("off"));
    }

    @Test
    void a_long_class_runs_in_both_sandboxes() {
        MavenBuild.Result result = build("split").run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .containsPattern("forkd: LongTest runs in \\d parts \\(split = METHODS\\)\\.")
                .contains("in sandbox 1/2", "in sandbox 2/2")
                .contains("forkd: 1 test class, 8 tests in 2 sandboxes");
        Guide.assertQuotes("examples/split", result.output());
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void a_flaky_test_is_told_from_one_that_depends_on_luck() {
        MavenBuild.Result result = build("flaky").run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("forkd: flaky, failed in attempt 1: org.opentest4j.AssertionFailedError:"
                        + " the service does not answer yet")
                .contains("1 flaky")
                .containsPattern("forkd: (failed in \\d+ of|passed in all) 10 runs, each in a sandbox of its own");
        Guide.assertQuotes("examples/flaky", result.output());
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void the_failed_test_is_frozen() {
        MavenBuild.Result result = build("freeze").run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("forkd: frozen before its tear-down: FrozenTest writesAReport(), as fj-frozen-")
                .contains("look inside with");
        Guide.assertQuotes("examples/freeze", result.output());
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }
}
