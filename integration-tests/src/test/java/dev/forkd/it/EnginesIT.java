package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import dev.forkd.reports.ReportComparison;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Classes of every engine but Jupiter with the annotation, in a project that has no Jupiter: each works in a sandbox,
 * or is refused with a message. The table is in docs/sandbox-annotation.md.
 */
class EnginesIT {

    private static final List<String> ALL =
            List.of("Vintage", "Jqwik", "Ng", "Architecture", "Cucumber", "CucumberRunner", "Kotest", "Spock");

    @RegisterExtension
    final Home home = new Home();

    @Test
    void each_engine_s_class_ends_in_a_sandbox_as_in_a_plain_run() {
        Project project = Project.fixture("engines");
        String tests = "!MicroVm*,!Split*,!Ordered*";
        MavenBuild.Result plain = build(project, tests).run();

        MavenBuild.Result forkd = engine(project, tests).run();

        assertThat(plain.tests().cases()).as(plain.output()).hasSizeGreaterThan(25);
        assertThat(forkd.output())
                .contains("forkd: running 8 test classes in 2 sandboxes")
                .contains("with a fresh one for each test method");
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports()))
                .as(forkd.output())
                .isEmpty();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void none_of_them_runs_without_the_micro_vm_that_it_requires() {
        MavenBuild.Result result =
                engine(Project.fixture("engines"), "MicroVm*").run();

        for (String name : ALL) {
            assertThat(result.output())
                    .containsPattern(
                            "@ForkdSandbox on it\\.engines\\.MicroVm" + name + "Test:? requires .*MICROVM\\)?, but ");
        }
        assertNothingRan(result);
    }

    @Test
    void where_there_is_a_micro_vm_those_are_refused_of_which_something_may_have_run_here() throws Exception {
        try (LocalController controller = LocalController.start(LocalControllerOptions.defaults()
                .withStateRoot(home.state())
                .withoutToken()
                .withoutImplementation())) {
            MavenBuild.Result result = engine(Project.fixture("engines"), "MicroVm*,!MicroVmVintage*")
                    .arguments("-Dforkd.url=" + controller.url(), "-Dforkd.snapshot-tag=local")
                    .run();

            for (String name : ALL) {
                if (!name.equals("Vintage")) {
                    assertThat(result.output())
                            .containsPattern(
                                    "@ForkdSandbox on it\\.engines\\.MicroVm" + name
                                            + "Test: requires = MICROVM, but .* on this machine when tests are only looked for");
                }
            }
            assertNothingRan(result);
        }
    }

    @Test
    void only_methods_of_jupiter_can_run_apart() {
        MavenBuild.Result result = engine(Project.fixture("engines"), "Split*").run();

        for (String name : ALL) {
            if (!name.equals("CucumberRunner")) {
                assertThat(result.output())
                        .containsPattern("@ForkdSandbox on it\\.engines\\.Split" + name
                                + "Test: split = METHODS lets methods run apart in several sandboxes, but it is run by "
                                + ".*, and only the methods of Jupiter's classes can run alone");
            }
        }
        assertNothingRan(result);
    }

    @Test
    void methods_that_follow_each_other_cannot_all_start_from_the_set_up() {
        MavenBuild.Result result =
                engine(Project.fixture("engines"), "Ordered*").run();

        String text = "@ForkdSandbox on it.engines.Ordered%1$sTest: isolation = METHOD lets each method start from the"
                + " set-up, but %2$s on it.engines.Ordered%1$sTest";
        assertThat(result.output())
                .contains(String.format(text, "Vintage", "@FixMethodOrder"))
                .contains(String.format(text, "Spock", "@Stepwise"))
                .contains(String.format(text, "Ng", "@Test(dependsOn...)"));
        assertNothingRan(result);
    }

    @Test
    void their_failed_tests_are_not_frozen_which_is_said_once() {
        MavenBuild.Result result = engine(Project.fixture("engines"), "SpockTest,VintageTest")
                .arguments("-Dforkd.freeze=2")
                .run();

        assertThat(result.tests().count("passed")).isPositive();
        assertThat(result.output().lines().filter(line -> line.contains("frozen")))
                .singleElement()
                .asString()
                .containsPattern("forkd: not frozen: (SpockTest|VintageTest) .* \\(it is run by (spock|junit-vintage),"
                        + " and only tests of Jupiter's classes, outside of suites, can be frozen\\)");
    }

    private void assertNothingRan(MavenBuild.Result result) {
        assertThat(result.exitCode()).as(result.output()).isNotZero();
        assertThat(result.tests().outcomes()).noneMatch(outcome -> outcome.endsWith(" passed"));
        assertThat(home.shared()).isEmptyDirectory();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    private MavenBuild build(Project project, String tests) {
        return MavenBuild.tests(project, home).arguments("-Dtest=" + tests, "-Dmaven.test.failure.ignore=true");
    }

    private MavenBuild engine(Project project, String tests) {
        return MavenBuild.tests(project, home)
                .arguments(
                        "-Dtest=" + tests,
                        "-Pforkd",
                        "-Dforkd.n=2",
                        "-Dforkd.criu=off",
                        "-Dit.engine=true",
                        "-Dforkd.system-properties=it.*")
                .environment("FORKD_ENVIRONMENT", Home.MARK);
    }
}
