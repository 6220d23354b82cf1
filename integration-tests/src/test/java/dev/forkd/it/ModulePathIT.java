package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A project with a module-info: its tests run in sandboxes, the console says that they have a class path there, and
 * nothing differs but what shows the module: its name in stack traces, and what a test asks of its own class.
 */
class ModulePathIT {

    @RegisterExtension
    final Home home = new Home();

    @ParameterizedTest(name = "a module of the tests' own: {0}, Surefire {1}")
    @CsvSource({"false, 3.5.6", "true, 3.6.1"})
    void the_tests_of_a_module(boolean ofItsOwn, String surefire) {
        Project project = Project.fixture(
                "modular",
                "-Dtests.module=" + ofItsOwn,
                "-Dsurefire.version=" + surefire,
                "-Dmaven.test.failure.ignore=true");
        MavenBuild.Result plain = MavenBuild.tests(project, home).run();
        assertThat(plain.exitCode()).as(plain.output()).isZero();
        assertThat(plain.tests().only("AdderTest.saysItsModule").output()).contains("named module: true");

        MavenBuild.Result forkd = MavenBuild.forkd(project, home, 2).run();

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        assertThat(forkd.output()).contains("forkd: running");
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports(), "--full"))
                .isEmpty();
        assertThat(forkd.tests().only("AdderTest.saysItsModule").output()).contains("named module: true");
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }
}
