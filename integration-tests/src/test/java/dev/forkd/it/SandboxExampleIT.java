package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example that the guide to the annotations quotes. */
class SandboxExampleIT {

    private static final String PROCESSES = "StrategiesTest.aProcessGoesOnInEachCopy(Sandbox)";

    @RegisterExtension
    final Home home = new Home();

    @Test
    void each_class_runs_where_it_says_and_nothing_is_left() {
        Optional<String> criu = Optional.ofNullable(System.getenv("FORKD_CRIU"));
        MavenBuild.Result result = MavenBuild.tests(Project.example("sandbox"), home)
                .environment("FORKD_CRIU", criu.orElse("off"))
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("forkd: running 1 test class in 1 sandbox")
                .doesNotContain("WARNING: Type");
        assertThat(result.tests().outcomes())
                .filteredOn(outcome -> !outcome.startsWith(PROCESSES))
                .containsExactlyInAnyOrder(
                        "InstallerTest.installs(Sandbox) passed",
                        "InstallerTest.refusesToInstallTwice(Sandbox) passed",
                        "OnlyInMicroVmTest.runsElsewhere(SandboxContext) skipped",
                        "RunsHereTest.isOneOfOne passed",
                        "RunsInSandboxTest.knowsItsSandbox(SandboxContext) passed",
                        "StrategiesTest.eachStrategyStartsFromTheSameFiles(Sandbox) passed");
        assertThat(result.tests()
                        .only("StrategiesTest.eachStrategyStartsFromTheSameFiles(Sandbox)")
                        .output())
                .contains("sort: a b c", "sort -r: c b a", "wc -l: 3");
        assertThat(result.tests().outcomes()).contains(PROCESSES + (criu.isPresent() ? " passed" : " skipped"));
        if (criu.isPresent()) {
            Guide.assertQuotes("examples/sandbox", result.output());
        }
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }
}
