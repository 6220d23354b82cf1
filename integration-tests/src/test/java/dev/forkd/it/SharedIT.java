package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tests start once for a JVM, and listeners that are registered as services: once in each worker, and none here. */
class SharedIT {

    private static final int CLASSES = 12;

    @RegisterExtension
    final Home home = new Home();

    private final Project project = Project.fixture("shared");

    @Test
    void in_process_there_is_one_plan_and_one_start() throws IOException {
        assertThat(MavenBuild.tests(project, home).run().exitCode()).isZero();

        List<Event> journal = journal();

        assertThat(workers(journal)).hasSize(1);
        assertOneOfEach(journal, workers(journal));
        assertThat(tests(journal)).hasSize(CLASSES).doesNotHaveDuplicates();
    }

    /** Only in the shared kind do the tests of two sandboxes see each other's files, and can wait for each other. */
    @ParameterizedTest
    @CsvSource({"1, auto", "1, shared", "2, shared"})
    void in_sandboxes_there_is_one_plan_and_one_start_in_each_worker(int n, String place) throws IOException {
        MavenBuild.Result plain = MavenBuild.tests(project, home).run();
        assertThat(plain.exitCode()).as(plain.output()).isZero();
        Files.delete(file());

        MavenBuild.Result forkd = MavenBuild.forkd(project, home, n)
                .arguments("-Dforkd.place=" + place, "-Dit.workers=" + n)
                .run();

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        List<Event> journal = journal();
        assertThat(workers(journal)).as("JVMs that ran tests").hasSize(n);
        assertOneOfEach(journal, workers(journal));
        assertThat(tests(journal)).hasSize(CLASSES).doesNotHaveDuplicates();
        assertThat(whatHappenedHere(journal))
                .as("the Launcher opens its session before an engine is asked; nothing else is told here")
                .containsExactly("session opened", "session closed");
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports(), "--full"))
                .isEmpty();
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    @Test
    void a_session_listener_that_fails_in_the_sandboxes_says_why_and_what_it_printed_once() {
        MavenBuild.Result result = MavenBuild.forkd(project, home, 2)
                .arguments("-Dit.session.fails=true")
                .run();

        assertThat(result.exitCode()).as(result.output()).isNotZero();
        Reports tests = result.tests();
        assertThat(tests.count("passed")).isZero();
        assertThat(tests.count("error") + tests.count("failure"))
                .as(tests.reasons())
                .isEqualTo(1);
        assertThat(tests.reasons()).doesNotContain("temporary directory");
        for (String once : List.of("there is no licence here", "the listener looks for its licence")) {
            // In a report a message also stands above its stack trace.
            assertThat(tests.reasons().split(once, -1)).as(tests.reasons()).hasSize(3);
        }
        home.leftovers().awaitNone(Duration.ofSeconds(10));
    }

    /** An event that a JVM wrote down: of which sandbox, or here, and with which number. */
    private record Event(String jvm, String what) {}

    private Path file() {
        return home.shared().resolve("journal");
    }

    private List<Event> journal() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(line -> line.split(" ", 2))
                .map(parts -> new Event(parts[0], parts[1]))
                .toList();
    }

    private static void assertOneOfEach(List<Event> journal, Set<String> jvms) {
        for (String jvm : jvms) {
            List<String> its = journal.stream()
                    .filter(event -> event.jvm().equals(jvm))
                    .map(Event::what)
                    .toList();
            long ran = its.stream().filter(SharedIT::isTest).count();
            assertThat(its)
                    .as(jvm)
                    .filteredOn(what -> !isTest(what))
                    .containsExactlyElementsOf(Stream.of(
                                    List.of("session opened", "plan started", "resource started"),
                                    Collections.nCopies((int) ran, "listener test"),
                                    List.of("resource closed", "plan finished", "session closed"))
                            .flatMap(List::stream)
                            .toList());
        }
    }

    private static Set<String> workers(List<Event> journal) {
        return journal.stream()
                .filter(event -> isTest(event.what()))
                .map(Event::jvm)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> tests(List<Event> journal) {
        return journal.stream().map(Event::what).filter(SharedIT::isTest).toList();
    }

    private static List<String> whatHappenedHere(List<Event> journal) {
        return journal.stream()
                .filter(event -> event.jvm().startsWith("here/"))
                .map(Event::what)
                .toList();
    }

    private static boolean isTest(String what) {
        return what.startsWith("test ");
    }
}
