package dev.forkd.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.host.Host;
import dev.forkd.engine.host.HostFrames;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.ledger.FailedAttempt;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.SourceData;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.opentest4j.AssertionFailedError;

class ReplayTests {

    private static final UniqueId TYPE = UniqueId.forEngine("e").append("class", "C");
    private static final UniqueId DYNAMIC = TYPE.append("template", "t").append("invocation", "#1");

    private final TestDescriptor root = new EngineDescriptor(UniqueId.forEngine("forkd"), "forkd");
    private final List<String> told = new ArrayList<>();
    private final List<TestDescriptor> registered = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Long> durations = new ArrayList<>();
    private boolean showsReruns;

    @Test
    void a_node_that_was_registered_has_all_that_reports_read() {
        DynamicDescriptor node = new DynamicDescriptor(
                new EngineDescriptor(TYPE, "parent"),
                new DescriptorData(
                        DYNAMIC.toString(),
                        TYPE.toString(),
                        "display",
                        "legacy",
                        "CONTAINER_AND_TEST",
                        List.of("z", "a", "not valid", "m"),
                        null),
                MethodSource.from("C", "t", "int"));

        assertThat(node.getUniqueId()).isEqualTo(DYNAMIC);
        assertThat(node.getDisplayName()).isEqualTo("display");
        assertThat(node.getLegacyReportingName()).isEqualTo("legacy");
        assertThat(node.getType()).isEqualTo(TestDescriptor.Type.CONTAINER_AND_TEST);
        assertThat(node.getTags()).extracting(TestTag::getName).containsExactly("z", "a", "m");
        assertThat(node.getSource()).contains(MethodSource.from("C", "t", "int"));
    }

    @Test
    void a_node_without_a_known_source_has_its_parents() {
        Replay replay = replay();
        replay.replay(
                entry(0, registered(DYNAMIC, TYPE, new SourceData("method", List.of("C", "t", ""), 0, 0, List.of()))));
        UniqueId inner = DYNAMIC.append("dynamic-test", "#1");
        replay.replay(
                entry(0, registered(inner, DYNAMIC, new SourceData("unheard-of", List.of("x"), 0, 0, List.of()))));

        assertThat(registered.get(registered.size() - 1).getSource()).contains(MethodSource.from("C", "t", ""));
    }

    @Test
    void a_node_is_registered_once() {
        Replay replay = replay();
        replay.replay(entry(0, registered(DYNAMIC, TYPE, null)));
        replay.replay(entry(0, registered(DYNAMIC, TYPE, null)));

        assertThat(registered).extracting(TestDescriptor::getUniqueId).containsOnlyOnce(DYNAMIC);
    }

    @Test
    void a_node_that_nobody_announced_is_made_up_below_what_is_known() {
        Replay replay = replay();
        replay.replay(entry(5, new WorkerEvent.Started(DYNAMIC.toString())));
        replay.replay(entry(25, new Finished(DYNAMIC.toString(), Outcome.SUCCESSFUL, null)));

        assertThat(told)
                .containsExactly(
                        "*" + TYPE, "*" + DYNAMIC.removeLastSegment(), "*" + DYNAMIC, "+" + DYNAMIC, "-" + DYNAMIC);
        assertThat(registered.get(2).getParent())
                .map(TestDescriptor::getUniqueId)
                .contains(DYNAMIC.removeLastSegment());
        assertThat(durations).containsExactly(20L);
    }

    @Test
    void a_clock_that_went_backwards_makes_no_negative_time() {
        Replay replay = replay();
        replay.replay(entry(25, new WorkerEvent.Started(TYPE.toString())));
        replay.replay(entry(5, new Finished(TYPE.toString(), Outcome.SUCCESSFUL, null)));

        assertThat(durations).containsExactly(0L);
    }

    @Test
    void a_failure_without_a_reason_is_still_a_failure() {
        Replay replay = replay();
        replay.replay(entry(0, new WorkerEvent.Started(TYPE.toString())));
        replay.replay(entry(0, new Finished(TYPE.toString(), Outcome.FAILED, null)));

        assertThat(told).contains("!" + TYPE);
    }

    @Test
    void a_test_that_failed_before_is_told_again_only_where_the_host_expects_it() {
        for (boolean expected : List.of(false, true)) {
            told.clear();
            showsReruns = expected;
            Replay replay = replay(id -> id.equals(DYNAMIC.toString())
                    ? List.of(new FailedAttempt(1, ThrowableData.plain("java.lang.Error", "once", "once", false)))
                    : List.of());
            replay.replay(entry(0, registered(DYNAMIC, TYPE, null)));
            told.clear();
            replay.replay(entry(0, new WorkerEvent.Started(DYNAMIC.toString())));
            replay.replay(entry(0, new Finished(DYNAMIC.toString(), Outcome.SUCCESSFUL, null)));

            String id = DYNAMIC.toString();
            assertThat(told)
                    .containsExactlyElementsOf(
                            expected
                                    ? List.of("+" + id, "!" + id, "+" + id, "-" + id, "forget")
                                    : List.of("+" + id, "=forkd.flaky", "-" + id));
        }
    }

    @Test
    void what_must_never_run_here_fails_without_its_own_exceptions() {
        String type = Fixtures.class.getName() + "$Meddling";
        ThrowableData meddling = ThrowableData.plain(type, "m", type + ": m", true);
        for (boolean here : List.of(false, true)) {
            Fixtures.MEDDLED.set(false);
            failures.clear();
            Replay replay = replay(id -> List.of(), here ? Set.of() : Set.of(TYPE.toString()));
            replay.replay(entry(0, registered(DYNAMIC, TYPE, null)));
            replay.replay(entry(0, new WorkerEvent.Started(DYNAMIC.toString())));
            replay.replay(entry(0, new Finished(DYNAMIC.toString(), Outcome.FAILED, meddling)));

            assertThat(Fixtures.MEDDLED.get()).as("code of the project has run").isEqualTo(here);
            assertThat(failures)
                    .singleElement()
                    .isInstanceOf(AssertionError.class)
                    .hasToString(type + ": m");
            assertThat(failures.get(0).getClass().getName()).isEqualTo(type);
        }
    }

    @Test
    void what_must_never_run_here_still_has_the_exceptions_that_tools_look_at() {
        String type = AssertionFailedError.class.getName();
        Replay replay = replay(id -> List.of(), Set.of(TYPE.toString()));
        replay.replay(entry(0, registered(DYNAMIC, TYPE, null)));
        replay.replay(entry(
                0,
                new Finished(DYNAMIC.toString(), Outcome.FAILED, ThrowableData.plain(type, "m", type + ": m", true))));

        assertThat(failures).singleElement().isInstanceOf(AssertionFailedError.class);
    }

    /** Like classes of projects that expect to be complete. */
    public static final class PrintsNothing extends RuntimeException {

        private static final long serialVersionUID = 1;

        @Override
        public void printStackTrace(PrintWriter target) {
            throw new IllegalStateException("incomplete");
        }
    }

    @Test
    void an_earlier_failure_that_cannot_be_printed_ends_no_replay() {
        String type = PrintsNothing.class.getName();
        Replay replay = replay(id -> List.of(new FailedAttempt(1, ThrowableData.plain(type, null, type, false))));
        replay.replay(entry(0, new WorkerEvent.Started(TYPE.toString())));
        replay.replay(entry(0, new Finished(TYPE.toString(), Outcome.SUCCESSFUL, null)));

        assertThat(told).endsWith("+" + TYPE, "=forkd.flaky", "-" + TYPE);
    }

    private Replay replay() {
        return replay(id -> List.of());
    }

    private Replay replay(Function<String, List<FailedAttempt>> earlier) {
        return replay(earlier, Set.of());
    }

    private Replay replay(Function<String, List<FailedAttempt>> earlier, Set<String> neverHere) {
        return new Replay(
                root,
                new Listener(),
                new Clock(),
                id -> Optional.empty(),
                new HostFrames(List.of(), List.of()),
                earlier,
                neverHere);
    }

    private static WorkerEvent.Registered registered(UniqueId id, UniqueId parent, SourceData source) {
        return new WorkerEvent.Registered(
                new DescriptorData(id.toString(), parent.toString(), "n", "l", "TEST", List.of(), source));
    }

    private static Entry entry(long micros, NodeEvent event) {
        return new Entry(micros, event);
    }

    private final class Listener implements EngineExecutionListener {

        @Override
        public void dynamicTestRegistered(TestDescriptor node) {
            registered.add(node);
            told.add("*" + node.getUniqueId());
        }

        @Override
        public void reportingEntryPublished(TestDescriptor node, ReportEntry entry) {
            told.add("=" + String.join(",", entry.getKeyValuePairs().keySet()));
        }

        @Override
        public void executionStarted(TestDescriptor node) {
            told.add("+" + node.getUniqueId());
        }

        @Override
        public void executionFinished(TestDescriptor node, TestExecutionResult result) {
            boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            told.add((good ? "-" : "!") + node.getUniqueId());
            result.getThrowable().ifPresent(failures::add);
        }
    }

    private final class Clock implements Host {

        @Override
        public void say(String line) {}

        @Override
        public boolean showsReruns() {
            return showsReruns;
        }

        @Override
        public void forgetFailure(TestDescriptor descriptor) {
            told.add("forget");
        }

        @Override
        public void backDate(TestDescriptor descriptor, long durationMicros) {
            durations.add(durationMicros);
        }
    }
}
