package dev.forkd.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.forkd.engine.fixture.PlainFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.testkit.engine.EngineTestKit;

@Timeout(60)
class ForkdTestEngineTests {

    private static final UniqueId ID = UniqueId.forEngine("forkd");

    private final ForkdTestEngine engine = new ForkdTestEngine();
    private final List<String> told = new ArrayList<>();

    @Test
    void where_the_graft_is_not_called_it_owns_nothing_and_does_nothing() {
        assertThat(EngineTestKit.engine(engine)
                        .selectors(selectClass(PlainFixture.class))
                        .configurationParameter("forkd.scope", "all")
                        .execute()
                        .allEvents()
                        .count())
                .isEqualTo(2);
    }

    /** Surefire 2 brings a Launcher without {@code keySet}, and without listeners of discovery. */
    @Test
    void a_launcher_that_is_too_old_is_told_to_be_why_nothing_is_distributed() {
        TestDescriptor root =
                engine.discover(LauncherDiscoveryRequestBuilder.request().build(), ID);

        assertThatThrownBy(() -> engine.execute(ExecutionRequest.create(root, new Listener(), new OldParameters())))
                .isInstanceOf(JUnitException.class)
                .hasMessageContaining("all tests run in this JVM")
                .hasMessageContaining("Surefire 3.2.5");
    }

    @Test
    void inside_a_worker_it_does_nothing_even_with_tests_below_its_root() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("forkd.scope", "all")
                .build();
        TestDescriptor root = engine.discover(request, ID);
        root.addChild(new EngineDescriptor(UniqueId.forEngine("e").append("class", "C"), "C"));
        System.setProperty("forkd.worker", "true");
        try {
            engine.execute(ExecutionRequest.create(root, new Listener(), request.getConfigurationParameters()));
        } finally {
            System.clearProperty("forkd.worker");
        }

        assertThat(told).containsExactly("+" + ID, "-" + ID);
    }

    @Test
    void without_another_engine_it_fails_rather_than_run_nothing() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(PlainFixture.class))
                .filters(EngineFilter.includeEngines("forkd"))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();

        LauncherFactory.create().execute(request, summary);

        assertThat(summary.getSummary().getFailures()).singleElement().satisfies(failure -> assertThat(
                        failure.getException())
                .hasStackTraceContaining("No other test engine took part")
                .hasStackTraceContaining("includeJUnit5Engines"));
    }

    private static final class OldParameters implements ConfigurationParameters {

        @Override
        public Optional<String> get(String key) {
            return Optional.empty();
        }

        @Override
        public Optional<Boolean> getBoolean(String key) {
            return Optional.empty();
        }

        @Override
        @SuppressWarnings({"deprecation", "InlineMeSuggester"})
        public int size() {
            return 0;
        }

        @Override
        public Set<String> keySet() {
            throw new AbstractMethodError("keySet");
        }
    }

    private final class Listener implements EngineExecutionListener {

        @Override
        public void executionStarted(TestDescriptor node) {
            told.add("+" + node.getUniqueId());
        }

        @Override
        public void executionFinished(TestDescriptor node, TestExecutionResult result) {
            told.add("-" + node.getUniqueId());
        }

        @Override
        public void executionSkipped(TestDescriptor node, String reason) {
            told.add("~" + node.getUniqueId());
        }
    }
}
