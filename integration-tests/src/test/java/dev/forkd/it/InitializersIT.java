package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that run in sandboxes are found here without being initialized. */
class InitializersIT {

    private static final String HERE = "here-";
    private static final String SANDBOX = "sandbox-";

    @RegisterExtension
    final Home home = new Home();

    @ParameterizedTest(name = "Surefire {0}")
    @ValueSource(strings = {"3.2.5", "3.5.6", "3.6.1"})
    void noStaticInitializerOfATestClassRunsHere(String surefire) {
        MavenBuild.Result result = MavenBuild.tests(
                        Project.fixture("initializers", "-Dsurefire.version=" + surefire), home)
                .arguments(
                        "-Pforkd", "-Dforkd.n=1", "-Dforkd.system-properties=it.*", "-Dmaven.test.failure.ignore=true")
                .environment("FORKD_ENVIRONMENT", Home.MARK)
                .run();

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
        assertThat(traces(HERE)).as(result.output()).isEmpty();
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
