package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the compilers of Surefire's JVM are told while its tests run in sandboxes, and only then. */
class QuickCompilationIT {

    /** The JVM's own directive says that it is the default. */
    private static final String ADDED = "Directive:\\s+matching: ";

    @RegisterExtension
    final Home home = new Home();

    @Test
    void while_all_tests_run_elsewhere_nothing_is_optimised() {
        try (MavenBuild.Running build = MavenBuild.forkd(Project.fixture("cases"), home, 1)
                .arguments("-Dtest=WaitsOneTest")
                .start()) {
            build.until("the test waits", () -> Files.exists(home.shared().resolve("waiting-One")));

            Awaitility.await("the directive").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            directives(build))
                    .containsPattern(ADDED + "\\*\\.\\*")
                    .containsPattern(ADDED + ".*dev/forkd"));
        }
    }

    @Test
    void a_test_that_runs_here_is_optimised() {
        try (MavenBuild.Running build = MavenBuild.forkd(Project.fixture("cases"), home, 1)
                .arguments("-Dtest=WaitsOneTest", "-Dforkd.scope=annotated")
                .start()) {
            build.until("the test waits", () -> Files.exists(home.shared().resolve("waiting-One")));

            assertThat(directives(build)).contains("Directive: (default)").doesNotContainPattern(ADDED);
        }
    }

    private static String directives(MavenBuild.Running build) {
        return Jcmd.ask(build.fork().pid(), "Compiler.directives_print");
    }
}
