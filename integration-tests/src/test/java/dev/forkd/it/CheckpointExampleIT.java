package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of classes that are set up once, with plain Jupiter and with Spring Boot, where processes can be copied. */
@EnabledIfEnvironmentVariable(named = "FORKD_CRIU", matches = ".+", disabledReason = "there is no CRIU that works")
class CheckpointExampleIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void both_classes_are_set_up_once_and_each_test_sees_nothing_of_the_others() {
        MavenBuild.Result result = MavenBuild.tests(Project.example("checkpoint"), home)
                .environment(
                        "FORKD_CRIU",
                        Optional.ofNullable(System.getenv("FORKD_CRIU")).orElse("off"))
                .deadline(Duration.ofMinutes(6))
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("PreparedTest was set up once", "OrdersTest was set up once")
                .doesNotContain("is set up again");
        assertThat(result.tests().cases()).hasSizeGreaterThan(8).allSatisfy(test -> assertThat(test.outcome())
                .isEqualTo("passed"));
        Guide.assertQuotes("examples/checkpoint", result.output());
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }
}
