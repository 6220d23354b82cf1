package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user adds the one dependency, and nothing else in the pom. */
class DependencyOnlyIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void only_the_annotated_class_runs_in_a_sandbox() {
        MavenBuild.Result result =
                MavenBuild.tests(Project.fixture("annotated"), home).run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("forkd: running 1 test class in 1 sandbox");
        assertThat(result.tests().outcomes())
                .containsExactly(
                        "AnnotatedTest.runsSomewhereElse(SandboxContext) passed", "OrdinaryTest.runsHere passed");
        assertThat(result.tests()
                        .only("AnnotatedTest.runsSomewhereElse(SandboxContext)")
                        .output())
                .contains("annotated in [0]");
        assertThat(result.tests().only("OrdinaryTest.runsHere").output()).contains("ordinary in [null]");
        home.leftovers().awaitNone(Duration.ofSeconds(5));
    }

    @Test
    void without_the_annotation_nothing_changes() {
        MavenBuild.Result result = MavenBuild.tests(Project.fixture("annotated"), home)
                .arguments("-Dtest=OrdinaryTest")
                .environment("FORKD_SCOP", "all")
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().lines().filter(line -> line.contains("forkd:") && !line.contains(Home.MARK)))
                .satisfiesExactly(
                        line -> assertThat(line).contains("FORKD_SCOP is no setting", "Did you mean FORKD_SCOPE?"),
                        line -> assertThat(line).contains("no class here has @ForkdSandbox", "FORKD_SCOPE=all"));
        assertThat(result.tests().outcomes()).containsExactly("OrdinaryTest.runsHere passed");
        assertThat(home.leftovers().all()).isEmpty();
        assertThat(home.state()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dsurefire.excludeJUnit5Engines=forkd",
                "-Dsurefire.includeJUnit5Engines=junit-jupiter -Dtest=OrdinaryTest -Dforkd.scope=all"
            })
    void a_build_that_leaves_the_engine_out_is_told_so_once(String arguments) {
        MavenBuild.Result result = MavenBuild.tests(Project.fixture("annotated"), home)
                .arguments(arguments.split(" ", -1))
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().lines().filter(line -> line.contains("forkd:") && !line.contains(Home.MARK)))
                .singleElement()
                .asString()
                .contains("nothing runs in sandboxes", "excludeJUnit5Engines")
                .contains(arguments.contains("scope") ? "forkd.scope=all" : "AnnotatedTest has @ForkdSandbox");
        assertThat(home.leftovers().all()).isEmpty();
    }

    @Test
    void a_build_that_leaves_the_engine_out_where_nothing_asks_for_it_hears_nothing() {
        MavenBuild.Result result = MavenBuild.tests(Project.fixture("annotated"), home)
                .arguments("-Dsurefire.excludeJUnit5Engines=forkd", "-Dtest=OrdinaryTest")
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().lines().filter(line -> line.contains("forkd:") && !line.contains(Home.MARK)))
                .isEmpty();
    }

    /** Jupiter's own message does not say what to do. */
    @ParameterizedTest
    @ValueSource(strings = {"annotated", "all"})
    void a_test_that_takes_a_sandbox_without_fixtures_is_told_what_it_lacks(String scope) {
        MavenBuild.Result result = MavenBuild.tests(Project.fixture("annotated"), home)
                .arguments("-Dtest=TakesASandbox", "-Dforkd.n=1", "-Dforkd.scope=" + scope)
                .run();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.tests().reasons()).contains("No ParameterResolver registered");
        assertThat(result.output().lines().filter(line -> line.contains("TakesASandbox.getsNone takes a Sandbox")))
                .singleElement()
                .asString()
                .contains("Write @SandboxFixtures on the class");
    }

    @Test
    void it_drags_in_no_junit_artifact() {
        MavenBuild.Result result = MavenBuild.of(Project.fixture("junit4"))
                .arguments("org.apache.maven.plugins:maven-dependency-plugin:3.8.1:tree", "-Dscope=test")
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("dev.forkd:forkd-junit-engine:jar", "dev.forkd:forkd-junit-extension:jar", "junit:junit:jar")
                .doesNotContain("org.junit")
                .doesNotContain("jackson")
                .doesNotContain("jspecify");
    }

    @Test
    void a_project_with_junit_4_only_still_runs_its_tests() {
        MavenBuild.Result result =
                MavenBuild.tests(Project.fixture("junit4"), home).run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.tests().outcomes()).containsExactly("OldTest.adds passed", "OldTest.subtracts passed");
        assertThat(home.leftovers().all()).isEmpty();
    }
}
