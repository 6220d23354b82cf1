package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.fixture.BrokenEngine;
import dev.forkd.worker.fixture.BrokenSetUpFixture;
import dev.forkd.worker.fixture.ClassesOnlyEngine;
import dev.forkd.worker.fixture.ConditionalFixture;
import dev.forkd.worker.fixture.PrintingFixture;
import dev.forkd.worker.fixture.StreamsFixture;
import dev.forkd.worker.fixture.TreeFixture;
import dev.forkd.worker.fixture.UntouchedFixture;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.Registered;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/** With the real Jupiter in this JVM. */
@Timeout(60)
class PlanRunnerTests {

    private static final String TREE = id(TreeFixture.class);
    private static final String PRINTING = id(PrintingFixture.class);

    private static final String FAILS = TREE + "/[method:fails()]";

    private static final String CONDITIONAL = id(ConditionalFixture.class);

    private final List<EventLine> lines = new ArrayList<>();
    private final EventWriter writer = new EventWriter(lines::add);
    private final OutputCapture output = new OutputCapture(writer);

    @RegisterExtension
    final StreamsOfThisJvm streams = new StreamsOfThisJvm(output);

    @Test
    void each_kind_of_test_is_told_in_order() {
        run(TREE + "/[method:fails()]", TREE + "/[method:aborts()]", TREE + "/[method:skipped()]");

        assertThat(told())
                .startsWith("PlanStarted", "+" + TREE)
                .contains("!" + TREE + "/[method:fails()]", "?" + TREE + "/[method:aborts()]")
                .contains("~" + TREE + "/[method:skipped()] not today")
                .endsWith("-" + TREE, "PlanFinished");
        assertThat(told().stream().filter(text -> text.startsWith("+"))).doesNotHaveDuplicates();
        assertThat(throwable("fails()").type()).isEqualTo("org.opentest4j.AssertionFailedError");
        assertThat(throwable("fails()").fields())
                .extracting(field -> field.value().text())
                .containsExactly("a", "b");
        assertThat(throwable("fails()").frames()).isNotEmpty();
        assertThat(throwable("aborts()").message()).contains("not here");
    }

    @Test
    void what_is_registered_while_it_runs_comes_whole_before_it_starts() {
        String template = TREE + "/[test-template:texts(java.lang.String)]";
        run(template + "/[test-template-invocation:#2]", TREE + "/[test-factory:dynamic()]");

        List<Registered> registered = events(Registered.class);
        assertThat(registered)
                .extracting(event -> event.descriptor().id())
                .containsExactlyInAnyOrder(
                        template + "/[test-template-invocation:#2]",
                        TREE + "/[test-factory:dynamic()]/[dynamic-test:#1]");
        assertThat(registered)
                .filteredOn(event -> event.descriptor().parent().equals(template))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.descriptor().displayName()).isEqualTo("[2] text=y");
                    assertThat(event.descriptor().legacyName()).isEqualTo("texts(String)[2]");
                    assertThat(event.descriptor().type()).isEqualTo("TEST");
                    assertThat(event.descriptor().source().kind()).isEqualTo("method");
                    assertThat(event.descriptor().source().values())
                            .containsExactly(TreeFixture.class.getName(), "texts", "java.lang.String");
                });
        List<String> told = told();
        for (Registered event : registered) {
            assertThat(told.indexOf("Registered " + event.descriptor().id()))
                    .isNotNegative()
                    .isLessThan(told.indexOf("+" + event.descriptor().id()));
        }
        assertThat(told).doesNotContain("Unresolved");
    }

    @Test
    void the_tests_of_a_class_run_in_the_order_in_which_they_are_asked_for() {
        String inner = TREE + "/[nested-class:Inner]/[method:passes()]";
        List<String> order = List.of(TREE + "/[method:fails()]", inner, TREE + "/[method:aborts()]");
        List<String> reversed = List.of(TREE + "/[method:aborts()]", inner, TREE + "/[method:fails()]");

        run(order.toArray(String[]::new));
        assertThat(startedOf(order)).containsExactlyElementsOf(order);
        lines.clear();
        run(reversed.toArray(String[]::new));
        assertThat(startedOf(order)).containsExactlyElementsOf(reversed);
    }

    @Test
    void report_entries_are_told() {
        run(TREE + "/[method:publishes(org.junit.jupiter.api.TestReporter)]");

        assertThat(events(WorkerEvent.Published.class)).singleElement().satisfies(event -> assertThat(event.entries())
                .containsExactly(Map.entry("key", "value")));
    }

    @Test
    void a_class_whose_set_up_fails_fails_and_its_tests_are_not_told() {
        run(id(BrokenSetUpFixture.class) + "/[method:never()]");

        assertThat(told())
                .containsExactly(
                        "PlanStarted",
                        "+" + id(BrokenSetUpFixture.class),
                        "!" + id(BrokenSetUpFixture.class),
                        "PlanFinished");
    }

    @Test
    void a_class_that_is_not_there_is_told_with_the_reason_and_takes_no_other_with_it() {
        String gone = "[engine:junit-jupiter]/[class:no.such.Class]/[method:test()]";
        String noMethod = TREE + "/[method:none()]";
        run(gone, noMethod, TREE + "/[nested-class:Inner]/[method:passes()]");

        assertThat(events(WorkerEvent.Unresolved.class))
                .extracting(WorkerEvent.Unresolved::id)
                .containsExactlyInAnyOrder(gone, noMethod);
        assertThat(events(WorkerEvent.Unresolved.class))
                .filteredOn(event -> event.id().equals(gone))
                .singleElement()
                .satisfies(event -> assertThat(event.throwable().text()).contains("no.such.Class"));
        assertThat(told()).contains("-" + TREE + "/[nested-class:Inner]/[method:passes()]");
    }

    @Test
    void an_engine_whose_root_fails_fails_the_plan() {
        Launcher launcher = LauncherFactory.create(
                LauncherConfig.builder().addTestEngines(new BrokenEngine()).build());
        run(launcher, BrokenEngine.TEST.toString());

        assertThat(events(WorkerEvent.PlanFailed.class)).singleElement().satisfies(event -> {
            assertThat(event.plan()).isEqualTo(7);
            assertThat(event.throwable().message()).isEqualTo("bad configuration");
        });
        assertThat(told()).endsWith("PlanFinished");
    }

    @Test
    void tests_of_an_engine_that_understands_classes_and_no_ids_are_found_and_no_other_of_theirs() {
        String second = ClassesOnlyEngine.test(TreeFixture.class, 2);
        Launcher launcher = LauncherFactory.create(
                LauncherConfig.builder().addTestEngines(new ClassesOnlyEngine()).build());
        run(launcher, FAILS, second, ClassesOnlyEngine.test(PrintingFixture.class, 1));

        assertThat(events(WorkerEvent.Unresolved.class)).isEmpty();
        assertThat(told())
                .contains("!" + FAILS, "-" + second, "-" + ClassesOnlyEngine.test(PrintingFixture.class, 1))
                .doesNotContain(
                        "-" + ClassesOnlyEngine.test(TreeFixture.class, 1),
                        "-" + ClassesOnlyEngine.test(PrintingFixture.class, 2));
    }

    @Test
    void a_unit_that_another_worker_runs_is_passed_over_without_a_word_and_nothing_of_it_is_touched() {
        Grants grants = Grants.none(unit -> {});
        grants.decide(List.of(TREE), true);
        grants.decide(List.of(id(UntouchedFixture.class)), false);
        run(LauncherFactory.create(), grants, id(UntouchedFixture.class) + "/[method:never()]", FAILS);

        assertThat(told())
                .containsExactly("PlanStarted", "+" + TREE, "+" + FAILS, "!" + FAILS, "-" + TREE, "PlanFinished");
        assertThat(events(WorkerEvent.PlanStarted.class).get(0).units())
                .containsExactly(id(UntouchedFixture.class), TREE);
        assertThat(System.getProperty("forkd.test.touched")).isNull();
    }

    @Test
    void a_unit_that_nobody_has_decided_is_asked_for_when_its_turn_comes() {
        List<String> asked = new ArrayList<>();
        AtomicReference<Grants> grants = new AtomicReference<>();
        grants.set(Grants.none(unit -> {
            asked.add(unit + " after " + told().size());
            new Thread(() -> grants.get().decide(List.of(unit), unit.equals(PRINTING))).start();
        }));
        grants.get().decide(List.of(TREE), true);

        run(
                LauncherFactory.create(),
                grants.get(),
                FAILS,
                PRINTING + "/[method:child()]",
                CONDITIONAL + "/[method:passes()]");

        // One event of the plan and four of the first class had been told.
        assertThat(asked.get(0)).isEqualTo(PRINTING + " after 5");
        assertThat(asked).hasSize(2).element(1).asString().startsWith(CONDITIONAL);
        assertThat(told()).contains("-" + PRINTING).doesNotContain("+" + CONDITIONAL, "-" + CONDITIONAL);
        assertThat(events(Skipped.class)).isEmpty();
    }

    @Test
    void what_was_not_granted_is_passed_over_when_nothing_more_will_be() {
        Grants grants = Grants.none(unit -> {});
        grants.seal();
        run(LauncherFactory.create(), grants, FAILS);

        assertThat(told()).containsExactly("PlanStarted", "PlanFinished");
    }

    @Test
    void a_disabled_test_of_a_granted_unit_is_told_though_the_plan_is_sealed() {
        Grants grants = Grants.none(unit -> {});
        grants.decide(List.of(TREE), true);
        grants.seal();
        run(LauncherFactory.create(), grants, TREE + "/[method:skipped()]");

        assertThat(events(Skipped.class)).hasSize(1);
    }

    @Test
    void a_request_that_makes_no_sense_fails_the_plan_and_not_the_worker() {
        run("nonsense");

        assertThat(told()).containsExactly("PlanFailed", "PlanFinished");
    }

    @Test
    void output_goes_to_the_test_that_printed_it_in_the_order_in_which_it_printed() {
        run(
                PRINTING + "/[method:both()]",
                PRINTING + "/[method:child()]",
                PRINTING + "/[method:wakesWhatAnotherTestLeft()]");

        Map<String, String> printed = printed();
        assertThat(printed.get("[method:both()]")).isEqualTo("o1|<e1|>o2|");
        assertThat(printed.get("[method:child()]")).isEqualTo("child|");
        // Its test has ended: whatever runs now gets it, as in one process.
        assertThat(printed.get("[method:wakesWhatAnotherTestLeft()]")).isEqualTo("late|");
        // The static initialiser runs once per JVM.
        assertThat(printed.get("[class:" + PrintingFixture.class.getName() + "]"))
                .endsWith("before-all|<after-all|>");
    }

    @Test
    void a_tests_output_comes_before_its_end() {
        run(PRINTING + "/[method:both()]");

        List<String> told = told();
        assertThat(told.lastIndexOf("Output " + PRINTING + "/[method:both()]"))
                .isBetween(
                        told.indexOf("+" + PRINTING + "/[method:both()]"),
                        told.indexOf("-" + PRINTING + "/[method:both()]"));
    }

    @Test
    void what_a_condition_of_a_class_prints_goes_to_that_class() {
        run(PRINTING + "/[method:both()]", CONDITIONAL + "/[method:passes()]");

        assertThat(printed().get("[class:" + ConditionalFixture.class.getName() + "]"))
                .isEqualTo("condition|<condition|>");
        List<String> told = told();
        assertThat(told.lastIndexOf("Output " + CONDITIONAL))
                .isBetween(told.indexOf("-" + PRINTING), told.indexOf("+" + CONDITIONAL));
    }

    @Test
    void what_a_condition_prints_before_it_disables_a_class_goes_to_that_class() {
        String disabled = id(ConditionalFixture.Disabled.class);
        run(disabled + "/[method:never()]");

        assertThat(told()).containsSubsequence("Output " + disabled, "~" + disabled + " no");
    }

    @Test
    void bytes_come_through_as_they_are() {
        run(PRINTING + "/[method:bytes()]");

        byte[] bytes = bytes("[method:bytes()]");
        assertThat(bytes).hasSize(256);
        for (int i = 0; i < 256; i++) {
            assertThat(bytes[i]).isEqualTo((byte) i);
        }
    }

    @Test
    void much_output_comes_in_parts_that_cut_no_character() {
        run(PRINTING + "/[method:much()]");

        assertThat(new String(bytes("[method:much()]"), UTF_8)).isEqualTo("\u20ac".repeat(1_000_000));
        assertThat(events(Output.class)).allSatisfy(event -> {
            assertThat(event.bytes()).hasSizeLessThan(300_000);
            if (event.id().endsWith("much()]")) {
                assertThat(new String(event.bytes(), UTF_8)).doesNotContain("\ufffd");
            }
        });
    }

    @Test
    void a_stream_that_a_test_closes_or_keeps_takes_no_output_from_the_classes_after_it() {
        run(
                id(StreamsFixture.Closes.class) + "/[method:closes()]",
                id(StreamsFixture.Keeps.class) + "/[method:keeps()]",
                id(StreamsFixture.Wraps.class) + "/[method:wraps()]",
                PRINTING + "/[method:both()]");

        Map<String, String> printed = printed();
        assertThat(printed.get("[method:closes()]")).isEqualTo("before|after|");
        assertThat(printed).doesNotContainKey("[method:keeps()]");
        // A stream that still leads to ours stays, as in one process.
        assertThat(printed.get("[method:both()]")).isEqualTo("wrapped o1|<e1|>wrapped o2|");
    }

    @Test
    void tags_are_told_in_their_order() {
        run(TREE + "/[test-template:texts(java.lang.String)]");

        assertThat(events(Registered.class))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.descriptor().tags()).containsExactly("z", "a", "m"));
    }

    @Test
    void lines_are_numbered_without_a_gap() {
        run(TREE + "/[method:fails()]");

        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).sequence()).isEqualTo(i + 1);
        }
    }

    private void run(String... ids) {
        run(LauncherFactory.create(), ids);
    }

    private void run(Launcher launcher, String... ids) {
        run(launcher, Grants.all(), ids);
    }

    private void run(Launcher launcher, Grants grants, String... ids) {
        new PlanRunner(launcher, writer, output, new PassedOver(), new Halts(writer, output), null)
                .run(new PlannedWork(7, Arrays.asList(ids), Map.of(), grants));
    }

    private List<String> startedOf(List<String> ids) {
        return events(Started.class).stream()
                .map(Started::id)
                .filter(ids::contains)
                .toList();
    }

    private <T extends WorkerEvent> List<T> events(Class<T> type) {
        return lines.stream()
                .map(EventLine::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private ThrowableData throwable(String method) {
        return events(Finished.class).stream()
                .filter(event -> event.id().endsWith(method + "]"))
                .findFirst()
                .orElseThrow()
                .throwable();
    }

    private byte[] bytes(String node) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Output event : events(Output.class)) {
            if (event.id() != null && event.id().endsWith(node)) {
                bytes.writeBytes(event.bytes());
            }
        }
        return bytes.toByteArray();
    }

    /** What each node printed, the error stream's part in angle brackets. */
    private Map<String, String> printed() {
        Map<String, String> printed = new LinkedHashMap<>();
        for (Output event : events(Output.class)) {
            String text = new String(event.bytes(), ISO_8859_1);
            String id =
                    event.id() == null ? "" : event.id().substring(event.id().lastIndexOf('/') + 1);
            printed.merge(id, event.error() ? "<" + text + ">" : text, String::concat);
        }
        return printed;
    }

    private List<String> told() {
        return lines.stream().map(line -> shorten(line.event())).toList();
    }

    private static String shorten(WorkerEvent event) {
        if (event instanceof Started started) {
            return "+" + started.id();
        }
        if (event instanceof Skipped skipped) {
            return "~" + skipped.id() + " " + skipped.reason();
        }
        if (event instanceof Finished finished) {
            return (finished.outcome() == Outcome.SUCCESSFUL ? "-" : finished.outcome() == Outcome.FAILED ? "!" : "?")
                    + finished.id();
        }
        if (event instanceof Registered registered) {
            return "Registered " + registered.descriptor().id();
        }
        if (event instanceof Output printed) {
            return "Output " + printed.id();
        }
        return event.getClass().getSimpleName();
    }

    private static String id(Class<?> type) {
        return "[engine:junit-jupiter]/[class:" + type.getName() + "]";
    }
}
