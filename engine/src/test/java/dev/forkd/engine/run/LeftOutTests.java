package dev.forkd.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.forkd.engine.fixture.AnnotatedFixture;
import dev.forkd.engine.fixture.PlainFixture;
import dev.forkd.engine.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The plans are those of a real Launcher. */
class LeftOutTests {

    private final List<String> said = new ArrayList<>();
    private final LeftOut hint = new LeftOut(new AtomicBoolean(), this::host, Map.of());

    @Test
    void an_engine_that_is_left_out_is_missed_where_the_scope_is_all() {
        hint.testPlanExecutionStarted(plan(PlainFixture.class, "all", "forkd"));

        assertThat(said)
                .singleElement()
                .asString()
                .contains("forkd.scope=all", "excludeJUnit5Engines", "includeEngines");
    }

    @Test
    void and_where_a_class_is_annotated() {
        hint.testPlanExecutionStarted(plan(AnnotatedFixture.class, "annotated", "forkd"));

        assertThat(said).singleElement().asString().contains(AnnotatedFixture.class.getName() + " has @ForkdSandbox");
    }

    @Test
    void and_where_a_misspelt_setting_cannot_be_refused_by_it() {
        hint.testPlanExecutionStarted(plan(PlainFixture.class, "everyting", "forkd"));

        assertThat(said).hasSize(1);
    }

    @Test
    void nothing_is_said_where_nothing_asks_for_it() {
        hint.testPlanExecutionStarted(plan(PlainFixture.class, "annotated", "forkd"));

        assertThat(said).isEmpty();
    }

    @Test
    void nothing_is_said_where_the_engine_takes_part() {
        hint.testPlanExecutionStarted(plan(AnnotatedFixture.class, "all", "another"));

        assertThat(said).isEmpty();
    }

    @Test
    void only_the_first_plan_counts_because_tests_run_launchers_too() {
        hint.testPlanExecutionStarted(plan(PlainFixture.class, "all", "another"));
        hint.testPlanExecutionStarted(plan(PlainFixture.class, "all", "forkd"));

        assertThat(said).isEmpty();
    }

    private static TestPlan plan(Class<?> type, String scope, String excluded) {
        return LauncherFactory.create()
                .discover(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(type))
                        .filters(EngineFilter.excludeEngines(excluded))
                        .configurationParameter("forkd.scope", scope)
                        .build());
    }

    private Host host() {
        return new Host() {
            @Override
            public void say(String line) {
                said.add(line);
            }

            @Override
            public void backDate(TestDescriptor descriptor, long durationMicros) {
                // Nothing is reported here.
            }
        };
    }
}
