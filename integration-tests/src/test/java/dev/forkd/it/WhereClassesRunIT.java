package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of docs/sandbox-annotation.md, each row a class of a project, each column a build of it. */
class WhereClassesRunIT {

    private static final List<String> ANY =
            List.of("AnyRunLocallyTest", "AnyInProcessTest", "AnySkipTest", "AnyFailTest");
    private static final String HERE = "passed in this JVM";
    private static final String SANDBOX = "passed in a sandbox";

    @RegisterExtension
    final Home home = new Home();

    @Test
    void without_the_engine_whatever_controller_is_named() {
        for (String controller : List.of("local", "http://127.0.0.1:1")) {
            Map<String, String> ends = ends(plain().arguments("-Dforkd.url=" + controller));

            assertThat(ends)
                    .containsEntry("AnyRunLocallyTest", HERE)
                    .containsEntry("AnyInProcessTest", HERE)
                    .containsEntry("AnySkipTest", "skipped")
                    .containsEntry("AnyFailTest", "error");
            assertNoMicroVm(ends);
        }
    }

    @Test
    void with_the_engine_and_no_controller_the_embedded_one_is_used() {
        Map<String, String> ends = ends(engine());

        assertThat(ends).containsEntry("AnyRunLocallyTest", SANDBOX);
        assertAllInSandboxes(ends);
        assertNoMicroVm(ends);
    }

    @Test
    void with_a_local_controller_by_itself() throws Exception {
        try (LocalController controller = LocalController.start(options())) {
            Map<String, String> ends = ends(at(controller.url()));

            assertAllInSandboxes(ends);
            assertNoMicroVm(ends);
        }
    }

    @Test
    void with_what_looks_like_a_real_controller() throws Exception {
        try (LocalController controller = LocalController.start(options().withoutImplementation())) {
            Map<String, String> ends = ends(at(controller.url()));

            assertAllInSandboxes(ends);
            assertThat(ends)
                    .containsEntry("MicroVmRunLocallyTest", SANDBOX)
                    .containsEntry("MicroVmInProcessTest", "error")
                    .containsEntry("MicroVmSkipTest", SANDBOX)
                    .containsEntry("MicroVmFailTest", SANDBOX);
        }
    }

    @Test
    void with_a_controller_that_does_not_answer_nothing_takes_its_place() {
        Map<String, String> ends = ends(at(URI.create("http://127.0.0.1:1")));

        assertThat(ends.values()).noneMatch(end -> end.startsWith("passed"));
        assertThat(ANY).extracting(ends::get).containsOnlyOnce("error").contains("skipped");
        assertNoMicroVm(ends);
    }

    private static void assertAllInSandboxes(Map<String, String> ends) {
        assertThat(ANY).allSatisfy(name -> assertThat(ends).containsEntry(name, SANDBOX));
    }

    private static void assertNoMicroVm(Map<String, String> ends) {
        assertThat(ends)
                .hasSize(2 * ANY.size())
                .containsEntry("MicroVmRunLocallyTest", "error")
                .containsEntry("MicroVmInProcessTest", "error")
                .containsEntry("MicroVmSkipTest", "skipped")
                .containsEntry("MicroVmFailTest", "error");
    }

    private LocalControllerOptions options() {
        return LocalControllerOptions.defaults().withStateRoot(home.state()).withoutToken();
    }

    private MavenBuild plain() {
        return MavenBuild.tests(Project.fixture("truth"), home).arguments("-Dmaven.test.failure.ignore=true");
    }

    private MavenBuild engine() {
        return plain().arguments("-Pforkd", "-Dforkd.n=1", "-Dforkd.criu=off")
                .environment("FORKD_ENVIRONMENT", Home.MARK);
    }

    private MavenBuild at(URI url) {
        return engine().arguments("-Dforkd.url=" + url, "-Dforkd.snapshot-tag=local");
    }

    /** How each class ended and, if its test ran, where. */
    private static Map<String, String> ends(MavenBuild build) {
        Map<String, String> ends = new TreeMap<>();
        MavenBuild.Result result = build.run();
        assertThat(result.exitCode()).as(result.output()).isZero();
        for (Reports.Case test : result.tests().cases()) {
            String name = test.className().substring(test.className().lastIndexOf('.') + 1);
            ends.put(name, (test.outcome() + " " + test.output().strip()).strip());
        }
        return ends;
    }
}
