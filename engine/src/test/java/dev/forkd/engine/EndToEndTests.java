package dev.forkd.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.forkd.engine.fixture.ExhaustingFixture;
import dev.forkd.engine.fixture.ExitingFixture;
import dev.forkd.engine.fixture.NestedFixture;
import dev.forkd.engine.fixture.PlainFixture;
import dev.forkd.engine.fixture.PoisonFixture;
import dev.forkd.engine.fixture.SharedFixture;
import dev.forkd.engine.fixture.TemplatesFixture;
import dev.forkd.schedule.TimingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The whole engine in this JVM, on the embedded controller. The build sets {@code XDG_STATE_HOME} to a
 * directory of its own, so that what is left behind can be seen; elsewhere that part is passed over.
 */
@Timeout(180)
class EndToEndTests {

    private static final Class<?>[] CLASSES = {
        PlainFixture.class, NestedFixture.class, TemplatesFixture.class, ExitingFixture.class, ExhaustingFixture.class
    };

    @TempDir
    static Path directory;

    private static Recorder here;
    private static Recorder there;

    @AfterAll
    static void nothing_is_left_behind() throws IOException {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(ProcessHandle.current().descendants()).isEmpty());
        String state = System.getenv("XDG_STATE_HOME");
        assumeThat(state).isNotNull();
        try (Stream<Path> left = Files.exists(Path.of(state)) ? Files.walk(Path.of(state)) : Stream.empty()) {
            assertThat(left.filter(Files::isRegularFile).filter(file -> !isLock(file)))
                    .isEmpty();
        }
    }

    /** One run for several tests, because each takes seconds. */
    @BeforeAll
    static void runOnce() {
        here = run(false, classes(CLASSES));
        there = run(true, classes(CLASSES));
    }

    @Test
    void the_same_events_come_as_from_a_run_in_this_process() {
        String exiting = unit(ExitingFixture.class);
        String exhausting = unit(ExhaustingFixture.class);
        Map<String, List<String>> expected = here.byUnit();
        Map<String, List<String>> actual = there.byUnit();

        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.keySet().removeAll(List.of(exiting, exhausting));
        actual.keySet().removeAll(List.of(exiting, exhausting));
        assertThat(actual).isEqualTo(expected);
        assertThat(there.messages()).containsAllEntriesOf(here.messages());
        assertThat(here.messages()).hasSize(2);
    }

    @Test
    void what_each_class_took_is_kept() throws IOException {
        assertThat(new TimingsFile(directory.resolve("timings"))
                        .read()
                        .timings()
                        .units())
                .containsKeys(Stream.of(CLASSES).map(Class::getName).toArray(String[]::new));
    }

    @Test
    void only_one_class_is_open_at_a_time() {
        String open = null;
        for (String event : there.events) {
            String unit = unitOf(event.substring(1));
            if (event.startsWith("+") && event.substring(1).equals(unit)) {
                assertThat(open).isNull();
                open = unit;
            }
            assertThat(unit).isEqualTo(open);
            if (event.startsWith("-" + unit + " ")) {
                open = null;
            }
        }
    }

    @Test
    void a_single_invocation_runs_alone() {
        String invocation = "[engine:junit-jupiter]/[class:" + TemplatesFixture.class.getName()
                + "]/[test-template:numbers(int)]/[test-template-invocation:#2]";

        Recorder alone = run(true, selectUniqueId(invocation));

        assertThat(alone.events)
                .filteredOn(event -> event.contains("invocation:"))
                .containsExactly("*" + invocation, "+" + invocation, "-" + invocation + " FAILED");
    }

    @Test
    void a_test_that_ends_its_jvm_fails_and_the_rest_of_its_class_passes() {
        String exiting = unit(ExitingFixture.class);

        assertThat(there.byUnit().get(exiting)).isEqualTo(onlySecondFails(exiting));
        assertThat(there.failures.get(exiting + "/[method:b()]"))
                .hasMessageContaining("exit code 3")
                .satisfies(failure ->
                        assertThat(failure.getClass().getSimpleName()).isEqualTo("WorkerLostException"));
    }

    @Test
    void a_test_that_runs_out_of_memory_fails_with_that_and_the_rest_of_its_class_passes() {
        String exhausting = unit(ExhaustingFixture.class);

        assertThat(there.byUnit().get(exhausting)).isEqualTo(onlySecondFails(exhausting));
        assertThat(there.failures.get(exhausting + "/[method:b()]"))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("too much for this test");
    }

    @Test
    void a_class_whose_discovery_ends_the_worker_fails_alone() {
        Recorder poisoned = run(
                true, classes(PlainFixture.class, PoisonFixture.class, NestedFixture.class, TemplatesFixture.class));

        assertThat(poisoned.failures.get(unit(PoisonFixture.class)))
                .hasMessageContaining("exit code 4")
                .satisfies(failure ->
                        assertThat(failure.getClass().getSimpleName()).isEqualTo("WorkerLostException"));
        Map<String, List<String>> expected = here.byUnit();
        expected.keySet().removeAll(List.of(unit(ExitingFixture.class), unit(ExhaustingFixture.class)));
        assertThat(poisoned.byUnit()).containsAllEntriesOf(expected);
    }

    @Test
    void what_the_first_class_of_many_starts_is_started_once_in_each_worker() {
        Recorder shared = run(
                true,
                classes(
                        SharedFixture.A.class,
                        SharedFixture.B.class,
                        SharedFixture.C.class,
                        SharedFixture.D.class,
                        SharedFixture.E.class,
                        SharedFixture.F.class));

        assertThat(shared.failures).isEmpty();
        assertThat(shared.published).hasSize(6).allMatch(entry -> entry.endsWith(" 1"));
    }

    @Test
    void settings_that_make_no_sense_fail_the_run_with_the_reason() {
        Recorder refused = new Recorder();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(classes(PlainFixture.class, NestedFixture.class))
                                .configurationParameter("forkd.scope", "all")
                                .configurationParameter("forkd.n", "many")
                                .build(),
                        refused);

        assertThat(refused.failures.values()).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("forkd.n")
                .hasMessageContaining("FORKD_N"));
        assertThat(refused.events).filteredOn(event -> event.startsWith("~")).hasSize(4);
    }

    @Test
    void a_listener_that_breaks_the_run_off_ends_it_in_the_sandboxes_too() {
        // As Eclipse does it when its user stops the tests.
        TestExecutionListener stopping = new TestExecutionListener() {
            @Override
            public void executionStarted(TestIdentifier test) {
                if (test.isTest()) {
                    throw new OutOfMemoryError("stopped by the user");
                }
            }
        };

        assertThatThrownBy(() -> LauncherFactory.create()
                        .execute(
                                LauncherDiscoveryRequestBuilder.request()
                                        .selectors(classes(PlainFixture.class, NestedFixture.class))
                                        .configurationParameter("forkd.scope", "all")
                                        .build(),
                                stopping))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("forkd-run");
    }

    private static Recorder run(boolean inSandboxes, DiscoverySelector... selectors) {
        Recorder recorder = new Recorder();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .configurationParameter("forkd.scope", "all")
                .configurationParameter(
                        "forkd.timings", directory.resolve("timings").toString())
                .configurationParameter("forkd.n", "2");
        if (!inSandboxes) {
            request.filters(EngineFilter.excludeEngines("forkd"));
        }
        LauncherFactory.create().execute(request.build(), recorder);
        return recorder;
    }

    private static DiscoverySelector[] classes(Class<?>... classes) {
        return Stream.of(classes).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new);
    }

    private static String unit(Class<?> type) {
        return "[engine:junit-jupiter]/[class:" + type.getName() + "]";
    }

    private static List<String> onlySecondFails(String unit) {
        return List.of(
                "+" + unit,
                "+" + unit + "/[method:a()]",
                "-" + unit + "/[method:a()] SUCCESSFUL",
                "+" + unit + "/[method:b()]",
                "-" + unit + "/[method:b()] FAILED",
                "+" + unit + "/[method:c()]",
                "-" + unit + "/[method:c()] SUCCESSFUL",
                "-" + unit + " SUCCESSFUL");
    }

    private static boolean isLock(Path file) {
        return file.toString().endsWith(".lock");
    }

    private static String unitOf(String event) {
        int second = event.indexOf("]/[", event.indexOf("]/[") + 1);
        String id = second < 0 ? event : event.substring(0, second + 1);
        return id.contains(" ") ? id.substring(0, id.indexOf(' ')) : id;
    }

    /** Writes down what a report would be made from. */
    private static final class Recorder implements TestExecutionListener {

        private final List<String> events = new ArrayList<>();
        private final Map<String, Throwable> failures = new TreeMap<>();
        private final List<String> published = new ArrayList<>();

        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            published.addAll(entry.getKeyValuePairs().values());
        }

        @Override
        public void dynamicTestRegistered(TestIdentifier test) {
            events.add("*" + test.getUniqueId());
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            if (test.getParentId().isPresent()) {
                events.add("+" + test.getUniqueId());
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            events.add("~" + test.getUniqueId() + " " + reason);
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.getParentId().isPresent()) {
                events.add("-" + test.getUniqueId() + " " + result.getStatus());
            }
            result.getThrowable().ifPresent(failure -> failures.put(test.getUniqueId(), failure));
        }

        Map<String, List<String>> byUnit() {
            Map<String, List<String>> units = new TreeMap<>();
            for (String event : events) {
                units.computeIfAbsent(unitOf(event.substring(1)), unit -> new ArrayList<>())
                        .add(event);
            }
            return units;
        }

        Map<String, String> messages() {
            Map<String, String> messages = new TreeMap<>();
            failures.forEach((id, failure) -> messages.put(id, failure.toString()));
            return messages;
        }
    }
}
