package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that do harm to the JVM that they run in: they are named, and every other test has its true outcome. */
class TortureIT {

    @RegisterExtension
    final Home home = new Home();

    @Test
    void those_that_their_worker_survives() {
        Map<String, String> harm = Map.ofEntries(
                Map.entry("ClosesDescriptorsTest", "passed"),
                Map.entry("ClosesStreamsTest", "passed"),
                Map.entry("CutsTheEventsTest", "passed"),
                Map.entry("FillsTheDiskForAWhileTest", "passed"),
                Map.entry("FillsTheHeapForAWhileTest", "passed"),
                Map.entry("FillsTheHeapTest", "error"),
                Map.entry("FloodsThroughAChildTest", "passed"),
                Map.entry("InterruptsAllTest", "passed"),
                Map.entry("KillsWatchersTest", "passed"),
                Map.entry("LeavesADaemonTest", "passed"),
                Map.entry("OverflowsTheStackTest", "error"),
                Map.entry("PrintsMuchTest", "passed"),
                Map.entry("PutsPipesTest", "passed"),
                Map.entry("ReadsTheInputTest", "passed"),
                Map.entry("RemovesProvidersTest", "passed"),
                Map.entry("ReplacesStreamsTest", "passed"),
                Map.entry("SetsPropertiesTest", "passed"),
                Map.entry("SpendsAllDescriptorsTest", "passed"),
                Map.entry("StartsTwoHundredTest", "passed"),
                Map.entry("ThrowsACycleTest", "error"),
                Map.entry("ThrowsEverDeeperTest", "error"),
                Map.entry("ThrowsItsOwnCauseTest", "error"),
                Map.entry("ThrowsManyCausesTest", "error"),
                Map.entry("ThrowsWhatThrowsTest", "error"));

        MavenBuild.Result result = run(2, harm);

        assertOutcomes(result, harm);
        assertThat(result.output()).doesNotContain("did not end within");
        assertThat(result.tests().only("PrintsMuchTest.b_harm").output()).hasSizeGreaterThan(48 << 20);
        assertThat(result.tests().only("FillsTheHeapTest.b_harm").message()).contains("Java heap space");
    }

    @Test
    void more_that_their_worker_survives() {
        Map<String, String> harm = Map.of(
                "DeletesTemporaryFilesTest", "passed",
                "HasNoLoaderTest", "passed",
                "InterruptsItselfTest", "passed",
                "LeavesAThreadTest", "passed",
                "ReplacesItsFilesTest", "passed",
                "ReplacesTheOutputTest", "passed",
                "SaysTooMuchTest", "error",
                "StopsTheHeartbeatTest", "passed");

        MavenBuild.Result result = run(2, harm);

        assertOutcomes(result, harm);
        assertThat(result.output()).doesNotContain("did not end within");
    }

    @Test
    void those_that_end_their_worker() {
        Map<String, String> harm = new HashMap<>(Map.of(
                "ExitsTest", "error",
                "HaltsTest", "error",
                "KillsItselfTest", "error",
                "KillsSupervisorTest", "error",
                "ForgesAnEndTest", "error"));

        MavenBuild.Result result = run(3, harm);

        if (result.tests().outcomes().contains("ForgesAnEndTest.b_harm passed")) {
            // As in process: the worker wrote over it before the host looked.
            harm.put("ForgesAnEndTest", "passed");
        } else {
            assertReason(result, "ForgesAnEndTest.b_harm", "was lost");
        }
        assertOutcomes(result, harm);
        assertReason(result, "ExitsTest.b_harm", "exit code 3");
        assertReason(result, "HaltsTest.b_harm", "exit code 9");
        assertReason(result, "KillsItselfTest.b_harm", "killed by signal 9");
        assertReason(result, "KillsSupervisorTest.b_harm", "supervisor of the process was killed");
    }

    @Test
    void more_that_end_their_worker() {
        Map<String, String> harm = Map.of(
                "CrashesTest", "error",
                "ExitsQuietlyTest", "error",
                "KillsItsParentsTest", "error",
                "TerminatesItselfTest", "error");

        MavenBuild.Result result = run(3, harm);

        assertOutcomes(result, harm);
        assertReason(result, "CrashesTest.b_harm", "killed by signal 6");
        assertReason(result, "ExitsQuietlyTest.b_harm", "exit code 0");
        assertReason(result, "KillsItsParentsTest.b_harm", "supervisor of the process was killed");
        assertReason(result, "TerminatesItselfTest.b_harm", "was signal 15 sent to it");
    }

    @Test
    void those_that_spoil_the_event_file_and_a_class_that_never_begins() {
        Map<String, String> harm = Map.of("EndlessLineInTheEventsTest", "error", "SpoilsTheEventsTest", "error");
        List<String> classes = new ArrayList<>(harm.keySet());
        classes.add("WaitsBeforeAllTest");

        MavenBuild.Result result =
                build(3, classes).arguments("-Dforkd.unit-timeout=15").run();

        List<String> expected = new ArrayList<>(outcomes(harm));
        expected.addAll(List.of(
                "WaitsBeforeAllTest. error", "WaitsBeforeAllTest.one skipped", "WaitsBeforeAllTest.two skipped"));
        assertThat(result.tests().outcomes())
                .as(result.tests().reasons())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertReason(result, "EndlessLineInTheEventsTest.b_harm", "it wrote an event of more than");
        assertReason(result, "SpoilsTheEventsTest.b_harm", "it wrote an event that is not ASCII");
        assertReason(result, "WaitsBeforeAllTest.", "longer than 15 s (forkd.unit-timeout)");
    }

    @Test
    void a_class_that_ends_its_worker_again_and_again_or_after_its_last_test() {
        MavenBuild.Result result =
                build(2, List.of("ExitsAfterAllTest", "ExitsOftenTest")).run();

        assertThat(result.tests().outcomes())
                .as(result.tests().reasons())
                .containsExactlyInAnyOrder(
                        "ExitsAfterAllTest. error",
                        "ExitsAfterAllTest.one passed",
                        "ExitsAfterAllTest.two passed",
                        "ExitsOftenTest.a error",
                        "ExitsOftenTest.b error",
                        "ExitsOftenTest.c passed",
                        "ExitsOftenTest.d passed");
        assertReason(result, "ExitsAfterAllTest.", "exit code 6");
        assertReason(result, "ExitsOftenTest.a", "exit code 7");
        assertReason(result, "ExitsOftenTest.b", "exit code 7");
    }

    @Test
    void containers_in_one_another_run_as_in_process() {
        MavenBuild.Result result = build(1, List.of("NestsDeeplyTest")).run();

        // Surefire shows no test that is so deep, also not in process.
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("was lost");
    }

    @Test
    void those_that_never_end_and_one_that_ends_every_worker() {
        Map<String, String> harm = Map.of(
                "DeadlocksTest", "error", "DescribesItselfForEverTest", "error", "ClearsPropertiesTest", "passed");
        List<String> classes = new ArrayList<>(harm.keySet());
        classes.add("ExitsInItsConstructorTest");

        MavenBuild.Result result =
                build(3, classes).arguments("-Dforkd.unit-timeout=6").run();

        List<String> expected = new ArrayList<>(outcomes(harm));
        expected.addAll(List.of(
                "ExitsInItsConstructorTest. error",
                "ExitsInItsConstructorTest.one skipped",
                "ExitsInItsConstructorTest.two skipped"));
        assertThat(result.tests().outcomes())
                .as(result.tests().reasons())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertReason(result, "DeadlocksTest.b_harm", "longer than 6 s (forkd.unit-timeout)");
        assertReason(result, "DescribesItselfForEverTest.b_harm", "longer than 6 s (forkd.unit-timeout)");
        assertReason(result, "ExitsInItsConstructorTest.", "exit code 4");
        assertThat(result.took()).isLessThan(Duration.ofSeconds(90));
    }

    @Test
    void those_that_leave_something_behind() {
        Map<String, String> harm = Map.of("DeletesItsDirectoryTest", "error", "LeavesAHookTest", "passed");
        List<String> classes = new ArrayList<>(harm.keySet());
        classes.add("ExitsInItsInitialiserTest");

        MavenBuild.Result result = build(3, classes).run();

        List<String> expected = new ArrayList<>(outcomes(harm));
        expected.addAll(List.of(
                "ExitsInItsInitialiserTest. error",
                "ExitsInItsInitialiserTest.one skipped",
                "ExitsInItsInitialiserTest.two skipped"));
        assertThat(result.tests().outcomes())
                .as(result.tests().reasons())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertReason(result, "DeletesItsDirectoryTest.b_harm", "Something in the guest may have removed");
        assertReason(result, "ExitsInItsInitialiserTest.", "exit code 5");
        assertThat(result.output()).containsOnlyOnce("Does a shutdown hook hang?");
        assertThat(result.took()).isLessThan(Duration.ofSeconds(90));
    }

    /** A minute of silence is what makes a worker mute, and the reports are large. */
    @Test
    @Tag("slow")
    void those_that_take_their_time() {
        Map<String, String> harm =
                Map.of("StopsItselfTest", "error", "StopsWhatFeedsItTest", "passed", "PrintsVeryMuchTest", "passed");

        MavenBuild.Result result = run(2, harm);

        assertOutcomes(result, harm);
        assertReason(result, "StopsItselfTest.b_harm", "no sign of life for 60 s");
        assertThat(result.tests().only("PrintsVeryMuchTest.b_harm").output()).hasSizeGreaterThan(300 << 20);
        assertThat(result.took()).isLessThan(Duration.ofSeconds(150));
    }

    @Test
    @Tag("slow")
    void those_whose_worker_falls_silent_or_cannot_end() {
        Map<String, String> harm = Map.of(
                "ReplacesTheEventsTest",
                "error",
                "SetsASecurityManagerTest",
                "passed",
                "StopsItsParentsTest",
                "passed");

        MavenBuild.Result result = run(3, harm);

        assertOutcomes(result, harm);
        assertReason(result, "ReplacesTheEventsTest.b_harm", "no sign of life for 60 s");
    }

    @Test
    @Tag("slow")
    void those_that_are_many_or_print_much_in_all() {
        MavenBuild.Result result = build(2, List.of("PrintsAgainAndAgainTest", "RepeatsItselfTest"))
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .containsPattern("Tests run: 30, Failures: 0, Errors: 0, Skipped: 0,")
                .containsPattern("Tests run: 100000, Failures: 0, Errors: 0, Skipped: 0,");
    }

    @AfterEach
    void nothingIsLeft() {
        home.leftovers().awaitNone(Duration.ofSeconds(10));
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> Leftovers.commandLine(process.pid()))
                        .filter(line -> line.matches("sleep (3337|4447|4448) ")))
                .isEmpty();
    }

    private MavenBuild.Result run(int n, Map<String, String> harm) {
        return build(n, List.copyOf(harm.keySet())).run();
    }

    private MavenBuild build(int n, List<String> classes) {
        return MavenBuild.forkd(Project.fixture("torture"), home, n)
                .arguments("-Dtest=" + String.join(",", classes))
                .deadline(Duration.ofMinutes(3));
    }

    private static List<String> outcomes(Map<String, String> harm) {
        return harm.keySet().stream()
                .flatMap(name -> Stream.of(
                        name + ".a_before passed", name + ".b_harm " + harm.get(name), name + ".c_after passed"))
                .sorted()
                .toList();
    }

    private static void assertOutcomes(MavenBuild.Result result, Map<String, String> harm) {
        assertThat(result.tests().outcomes()).as(result.tests().reasons()).isEqualTo(outcomes(harm));
    }

    private static void assertReason(MavenBuild.Result result, String id, String reason) {
        assertThat(result.tests().only(id).message()).contains(reason);
    }
}
