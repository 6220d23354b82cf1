package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of class that Jupiter knows, with the annotation on it, above it or around it. */
class KindsOfClassesIT {

    @RegisterExtension
    final Home home = new Home();

    /** With copies of memory, where this machine can make some, and without. */
    @ParameterizedTest(name = "memory copied: {0}")
    @ValueSource(booleans = {true, false})
    void each_ends_in_sandboxes_as_in_a_plain_run(boolean memory) {
        Project project = Project.fixture("kinds");
        MavenBuild.Result plain = build(project).run();

        MavenBuild.Result forkd = build(project)
                .arguments(
                        "-Pforkd",
                        "-Dforkd.n=2",
                        "-Dforkd.criu=" + (memory ? Criu.PROGRAM : "off"),
                        "-Dit.engine=true",
                        "-Dforkd.system-properties=it.*")
                .environment("FORKD_ENVIRONMENT", Home.MARK)
                .run();

        assertThat(plain.tests().cases()).as(plain.output()).hasSizeGreaterThan(20);
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports()))
                .as(forkd.output())
                .isEmpty();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    private MavenBuild build(Project project) {
        return MavenBuild.tests(project, home)
                .arguments("-Dmaven.test.failure.ignore=true", "-Djunit.jupiter.execution.parallel.enabled=true");
    }
}
