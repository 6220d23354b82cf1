package dev.forkd.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.forkd.engine.fixture.MicroVmFixture;
import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Classes with requirements on the embedded controller, on a stand-alone local one and on what looks like a real one. */
@Timeout(180)
class SandboxRequirementTests {

    private static final Class<?>[] CLASSES = {
        MicroVmFixture.Plain.class,
        MicroVmFixture.Skipping.class,
        MicroVmFixture.Failing.class,
        MicroVmFixture.Contradicting.class,
        MicroVmFixture.Modest.class
    };

    @Test
    void the_embedded_controller_has_no_micro_vm() {
        Ends ends = run(Map.of(), CLASSES);

        assertRefusesMicroVms(ends);
    }

    @Test
    void a_stand_alone_local_controller_has_none_either() throws Exception {
        try (LocalController controller =
                LocalController.start(LocalControllerOptions.defaults().withoutToken())) {
            assertRefusesMicroVms(run(at(controller), CLASSES));
        }
    }

    @Test
    void on_a_real_controller_every_class_runs_but_one_that_contradicts_itself() throws Exception {
        try (LocalController controller = LocalController.start(
                LocalControllerOptions.defaults().withoutToken().withoutImplementation())) {
            Ends ends = run(at(controller), CLASSES);

            assertThat(ends.tests.get("Plain")).isEqualTo("SUCCESSFUL");
            assertThat(ends.tests.get("Skipping")).isEqualTo("SUCCESSFUL");
            assertThat(ends.tests.get("Failing")).isEqualTo("SUCCESSFUL");
            assertThat(ends.tests.get("Modest")).isEqualTo("SUCCESSFUL");
            assertThat(ends.how.get("Contradicting")).contains("contradict each other");
        }
    }

    @Test
    void a_controller_that_does_not_answer_fulfils_nothing() {
        Ends ends = run(
                Map.of("forkd.url", "http://127.0.0.1:1", "forkd.snapshot-tag", "local"),
                MicroVmFixture.Plain.class,
                MicroVmFixture.Skipping.class);

        assertThat(ends.how.get("Plain")).contains("could not be asked what it is", "forkd.url");
        assertThat(ends.how.get("Skipping")).startsWith("~").contains("could not be asked what it is");
    }

    @Test
    void a_class_that_takes_longer_than_it_says_itself_fails_with_that_reason() {
        Ends ends = run(Map.of(), MicroVmFixture.Endless.class);

        assertThat(ends.tests.get("Endless")).contains("longer than 2 s (timeout of its @ForkdSandbox)");
    }

    private static void assertRefusesMicroVms(Ends ends) {
        assertThat(ends.how.get("Plain")).contains("requires = MICROVM", "local controller", "Plain");
        assertThat(ends.how.get("Failing")).contains("requires = MICROVM", "local controller", "Failing");
        assertThat(ends.how.get("Skipping")).startsWith("~").contains("requires = MICROVM", "Skipping");
        assertThat(ends.how.get("Contradicting")).contains("contradict each other");
        assertThat(ends.tests.get("Modest")).isEqualTo("SUCCESSFUL");
        assertThat(ends.tests).containsOnlyKeys("Modest");
    }

    private static Map<String, String> at(LocalController controller) {
        return Map.of("forkd.url", controller.url().toString(), "forkd.snapshot-tag", "local");
    }

    private static Ends run(Map<String, String> settings, Class<?>... classes) {
        Ends ends = new Ends();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Stream.of(classes)
                                        .map(type -> selectClass(type))
                                        .toList())
                                .configurationParameter("forkd.n", "1")
                                .configurationParameter("forkd.timings", "off")
                                .configurationParameters(settings)
                                .build(),
                        ends);
        return ends;
    }

    /** How classes and tests ended, by the simple name of the class. */
    private static final class Ends implements TestExecutionListener {

        private final Map<String, String> how = new TreeMap<>();
        private final Map<String, String> tests = new TreeMap<>();

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            how.put(simpleName(test), "~" + reason);
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String text = result.getThrowable()
                    .map(Throwable::getMessage)
                    .orElse(result.getStatus().name());
            (test.isTest() ? tests : how).put(simpleName(test), text);
        }

        private static String simpleName(TestIdentifier test) {
            return test.getUniqueId().replaceAll(".*\\$(\\w+)].*", "$1");
        }
    }
}
