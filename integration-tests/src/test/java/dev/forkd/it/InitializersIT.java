package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that run in sandboxes are found here without being initialized. */
class InitializersIT {

    private static final String HERE = "here-";
    private static final String SANDBOX = "sandbox-";

    @RegisterExtension
    final Home home = new Home();

    private MavenBuild build(String surefire, String tests) {
        return MavenBuild.tests(Project.fixture("initializers", "-Dsurefire.version=" + surefire), home)
                .arguments(
                        "-Pforkd",
                        "-Dtest=" + tests,
                        "-Dforkd.n=1",
                        "-Dforkd.system-properties=it.*",
                        "-Dmaven.test.failure.ignore=true")
                .environment("FORKD_ENVIRONMENT", Home.MARK);
    }

    private LocalController looksLikeARealOne() throws IOException, InterruptedException {
        return LocalController.start(LocalControllerOptions.defaults()
                .withStateRoot(home.state())
                .withoutToken()
                .withoutImplementation());
    }

    @ParameterizedTest(name = "Surefire {0}")
    @ValueSource(strings = {"3.2.5", "3.5.6", "3.6.1"})
    void no_test_class_of_jupiter_is_initialized_here(String surefire) {
        MavenBuild.Result result = build(surefire, "!Guarded*").run();

        assertThat(result.output()).contains("forkd: running 5 test classes in 1 sandbox");
        assertThat(traces(SANDBOX))
                .contains(
                        "PlainTest",
                        "OwnException",
                        "EverythingTest",
                        "EverythingTest.Inner",
                        "Above",
                        "Beside",
                        "Kind",
                        "OwnExtension",
                        "OrderedTest",
                        "VintageTest",
                        "VintageParameterizedTest");
        assertThat(traces(HERE))
                .as("all that docs/sandbox-annotation.md says")
                .containsExactly(
                        "OrderedTest.Own", "OwnException", "OwnException.getMessage", "VintageParameterizedTest");
    }

    @ParameterizedTest(name = "Surefire {0}")
    @ValueSource(strings = {"3.2.5", "3.5.6", "3.6.1"})
    void nothing_runs_here_of_what_requires_a_micro_vm(String surefire) throws Exception {
        try (LocalController controller = looksLikeARealOne()) {
            MavenBuild.Result result = build(surefire, "GuardedTest")
                    .arguments("-Dforkd.url=" + controller.url(), "-Dforkd.snapshot-tag=local")
                    .run();

            assertThat(result.tests().outcomes())
                    .containsExactly(
                            "GuardedTest.fails failure", "GuardedTest.passes passed", "GuardedTest.throwsItsOwn error");
            assertThat(result.tests().only("GuardedTest.throwsItsOwn").message())
                    .contains("it.initializers.OwnException: as it should");
            assertThat(traces(HERE)).isEmpty();
        }
    }

    @Test
    void what_has_run_here_already_does_not_pass_in_silence() throws Exception {
        try (LocalController controller = looksLikeARealOne()) {
            MavenBuild.Result result = build("3.5.6", "Guarded*Test,!GuardedTest")
                    .arguments("-Dforkd.url=" + controller.url(), "-Dforkd.snapshot-tag=local")
                    .run();

            Map<String, String> because = Map.of(
                    "GuardedOrderTest", "@TestMethodOrder(it.initializers.OrderedTest$Own) runs code",
                    "GuardedComposedOrderTest", "@TestMethodOrder(it.initializers.OrderedTest$Own) runs code",
                    "GuardedInterfaceOrderTest", "@TestMethodOrder(it.initializers.OrderedTest$Own) runs code",
                    "GuardedSentencesTest", "@IndicativeSentencesGeneration(it.initializers.OwnNames) runs code",
                    "GuardedLevelTest",
                            "an annotation of it.initializers.GuardedLevelTest names a constant of"
                                    + " it.initializers.Level$Of, and that enum's initializer runs code",
                    "GuardedParameterizedTest", "@RunWith(org.junit.runners.Parameterized) runs code",
                    "GuardedJUnit3Test",
                            "JUnit makes instances of it.initializers.GuardedJUnit3Test, a"
                                    + " junit.framework.TestCase,",
                    "GuardedSuiteMethodTest", "its method suite() runs code");
            because.forEach((type, reason) -> assertThat(result.output())
                    .contains("@ForkdSandbox on it.initializers." + type + ": requires = MICROVM, but " + reason
                            + " on this machine"));
            assertThat(result.tests().outcomes())
                    .filteredOn(outcome -> outcome.endsWith("passed"))
                    .containsExactly("GuardedQuietLevelTest.passes passed");
            assertThat(traces(HERE)).doesNotContain("GuardedOrderTest", "GuardedParameterizedTest.never");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "junit.jupiter.testmethod.order.default=it.initializers.OrderedTest$Own",
                "junit.jupiter.testclass.order.default=it.initializers.OwnClassOrder",
                "junit.jupiter.displayname.generator.default=it.initializers.OwnNames"
            })
    void nor_does_what_a_setting_lets_run_here(String setting) throws Exception {
        try (LocalController controller = looksLikeARealOne()) {
            MavenBuild.Result result = build("3.5.6", "GuardedTest")
                    .arguments("-Dforkd.url=" + controller.url(), "-Dforkd.snapshot-tag=local", "-D" + setting)
                    .run();

            assertThat(result.output())
                    .contains("@ForkdSandbox on it.initializers.GuardedTest: requires = MICROVM, but " + setting
                            + " runs code on this machine");
            assertThat(result.tests().outcomes()).noneMatch(outcome -> outcome.endsWith("passed"));
        }
    }

    private List<String> traces(String where) {
        return Trees.children(home.shared()).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.startsWith(where))
                .map(name -> name.substring(where.length()))
                .sorted()
                .toList();
    }
}
