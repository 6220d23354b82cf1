package dev.forkd.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forkd.engine.host.Host;
import dev.forkd.engine.ledger.Entry;
import dev.forkd.engine.plan.Demands;
import dev.forkd.engine.plan.Unit;
import dev.forkd.engine.ports.Clash;
import dev.forkd.engine.ports.Clash.Ending;
import dev.forkd.engine.ports.PortHolder;
import dev.forkd.schedule.Affinity;
import dev.forkd.schedule.TimingsFile;
import dev.forkd.schedule.UnitTimes;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestDescriptor;

class HistoryTests {

    private static final String A = "[engine:junit-jupiter]/[class:a.A]";

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();
    private final Host host = new Host() {
        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public void backDate(TestDescriptor descriptor, long durationMicros) {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void units_cost_what_their_tests_took_and_their_set_up_and_unknown_ones_the_middle() throws IOException {
        new TimingsFile(file())
                .append(Map.of(
                        "a.A",
                        new UnitTimes(0.5, Map.of("x", 1.0, "Inner.y", 0.25, "gone", 7.0)),
                        "a.B",
                        UnitTimes.whole(4)));

        List<Unit> units = history()
                .applyTo(List.of(
                        unit("a.A", "[method:x()]", "[nested-class:Inner]/[method:y(int)]"), unit("a.B"), unit("a.C")));

        assertThat(units).extracting(Unit::cost).containsExactly(1750L, 4000L, 2875L);
    }

    @Test
    void without_a_known_class_all_stays_as_planned() throws IOException {
        List<Unit> planned = List.of(unit("a.A", "[method:x()]"), unit("a.B"));
        assertThat(history().applyTo(planned)).isEqualTo(planned);
        Files.writeString(file(), "not a history");
        assertThat(history().applyTo(planned)).isEqualTo(planned);
        assertThat(said).singleElement().asString().contains("are not used").contains("cannot be read");
    }

    @Test
    void what_was_measured_is_kept_by_test_with_the_set_up_apart() throws IOException {
        History history = history();
        history.applyTo(List.of(unit("a.A", "[method:x()]", "[method:y()]", "[method:z()]")));
        started(history, A, 0);
        passed(history, A + "/[method:x()]", 1_000_000, 4_000_000);
        passed(history, A + "/[method:y()]", 4_000_000, 5_000_000);
        passed(history, A + "/[method:z()]", 5_000_000, 5_500_000);
        finished(history, A, 5_500_000, Outcome.SUCCESSFUL);
        history.keep();

        UnitTimes kept = times().get("a.A");
        assertThat(kept.setUp()).isCloseTo(1 + 2, within(1e-9));
        assertThat(kept.tests()).isEqualTo(Map.of("x", 1.0, "y", 1.0, "z", 0.5));
    }

    @Test
    void what_met_an_address_that_others_may_have_held_runs_alone_from_then_on() throws IOException {
        History history = history();
        history.applyTo(List.of(unit("a.A"), unit("a.B"), unit("a.C")));
        history.clashed(List.of(
                clash("a.A", Ending.RAN_AGAIN), clash("a.B", Ending.HELD_BY_OTHERS), clash("a.C", Ending.REPORTED)));
        history.keep();

        for (int later = 0; later < 2; later++) {
            History next = history();
            List<Unit> units = next.applyTo(List.of(unit("a.A"), unit("a.B"), unit("a.C")));
            assertThat(units.stream().filter(next::runsAlone).map(Unit::name)).containsExactly("a.A", "a.C");
            next.keep();
        }
    }

    private static Clash clash(String name, Ending ending) {
        PortHolder holder = new PortHolder(PortHolder.Kind.UNKNOWN, Optional.empty(), Optional.empty());
        return new Clash(unit(name).id(), name, holder, ending);
    }

    @Test
    void a_run_that_broke_off_keeps_what_had_ended_and_failures_say_nothing() throws IOException {
        new TimingsFile(file()).append(Map.of("a.A", new UnitTimes(3, Map.of("x", 1.0, "y", 2.0))));
        History history = history();
        history.applyTo(List.of(unit("a.A", "[method:x()]", "[method:y()]")));
        started(history, A, 0);
        passed(history, A + "/[method:x()]", 0, 3_000_000);
        started(history, A + "/[method:y()]", 3_000_000);
        finished(history, A + "/[method:y()]", 3_000_100, Outcome.FAILED);
        history.keep();

        assertThat(times()).isEqualTo(Map.of("a.A", new UnitTimes(3, Map.of("x", 2.0, "y", 2.0))));
    }

    /** After a run that was killed such a class counted as one that takes no time, and two of them ran in one sandbox. */
    @Test
    void a_class_of_which_no_test_ran_keeps_the_times_that_it_had() throws IOException {
        Map<String, UnitTimes> before = Map.of("a.A", new UnitTimes(3, Map.of("x", 1.0)));
        new TimingsFile(file()).append(before);
        History history = history();
        history.applyTo(List.of(unit("a.A", "[method:x()]"), unit("a.B", "[method:x()]")));
        for (String unit : List.of(A, A.replace("a.A", "a.B"))) {
            started(history, unit, 0);
            history.observe(new Entry(0, new Skipped(unit + "/[method:x()]", "not run")));
            finished(history, unit, 10, Outcome.SUCCESSFUL);
        }
        history.keep();

        assertThat(times()).isEqualTo(before);
    }

    @Test
    void tests_that_ran_at_once_are_no_more_than_their_class() throws IOException {
        History history = history();
        history.applyTo(List.of(unit("a.A", "[method:x()]", "[method:y()]")));
        started(history, A, 0);
        started(history, A + "/[method:x()]", 0);
        started(history, A + "/[method:y()]", 0);
        finished(history, A + "/[method:x()]", 2_000_000, Outcome.SUCCESSFUL);
        finished(history, A + "/[method:y()]", 2_000_000, Outcome.SUCCESSFUL);
        finished(history, A, 2_000_000, Outcome.SUCCESSFUL);
        history.keep();

        assertThat(times().get("a.A").total()).isCloseTo(2, within(1e-6));
    }

    @Test
    void only_what_one_class_pays_for_the_others_keeps_them_together() throws IOException {
        new TimingsFile(file())
                .append(Map.of(
                        "a.A",
                        UnitTimes.whole(5),
                        "a.B",
                        UnitTimes.whole(1),
                        "a.C",
                        UnitTimes.whole(2),
                        "a.D",
                        UnitTimes.whole(2)));
        List<Unit> units = history()
                .applyTo(List.of(
                        sharing("a.A", "context"),
                        sharing("a.B", "context"),
                        sharing("a.C", "own"),
                        sharing("a.D", "own")));

        assertThat(units).extracting(unit -> unit.affinity().cost()).containsExactly(4000L, 4000L, 0L, 0L);
        assertThat(units).extracting(Unit::cost).containsExactly(1000L, 1000L, 2000L, 2000L);
    }

    @Test
    void a_class_that_takes_longer_than_any_other_of_its_set_up_keeps_what_is_its_own() throws IOException {
        new TimingsFile(file())
                .append(Map.of(
                        "a.A", UnitTimes.whole(9),
                        "a.B", UnitTimes.whole(3),
                        "a.C", UnitTimes.whole(1)));
        List<Unit> units = history()
                .applyTo(List.of(sharing("a.A", "context"), sharing("a.B", "context"), sharing("a.C", "context")));

        // The set-up took two seconds, in A and in B, which may have run in different workers.
        assertThat(units).extracting(Unit::cost).containsExactly(7000L, 1000L, 1000L);
    }

    @Test
    void the_standard_place_is_below_a_builds_root_and_git_ignores_it() throws IOException {
        Path module = Files.createDirectories(directory.resolve("module"));
        Files.writeString(directory.resolve("pom.xml"), "<modules><module>module</module></modules>");
        Files.writeString(module.resolve("pom.xml"), "<project/>");
        TimingsPlace place = TimingsPlace.standard(module).orElseThrow();

        place.append(Map.of("a.A", UnitTimes.whole(1)), Set.of());

        assertThat(directory.resolve(".forkd/timings")).content().contains("a.A");
        assertThat(directory.resolve(".forkd/.gitignore")).hasContent("*");
        try (Stream<Path> files = Files.list(module)) {
            assertThat(files).containsExactly(module.resolve("pom.xml"));
        }
        assertThat(TimingsPlace.standard(Files.createDirectories(directory.resolve("nothing/of/a/build"))))
                .isEmpty();
    }

    private Path file() {
        return directory.resolve("timings");
    }

    private History history() {
        return new History(Optional.of(new TimingsPlace(file(), true)), host);
    }

    private Map<String, UnitTimes> times() throws IOException {
        return new TimingsFile(file()).read().timings().units();
    }

    private static void started(History history, String id, long micros) {
        history.observe(new Entry(micros, new Started(id)));
    }

    private static void finished(History history, String id, long micros, Outcome outcome) {
        history.observe(new Entry(micros, new Finished(id, outcome, null)));
    }

    private static void passed(History history, String id, long from, long to) {
        started(history, id, from);
        finished(history, id, to, Outcome.SUCCESSFUL);
    }

    private static Unit unit(String name, String... tests) {
        String id = "[engine:junit-jupiter]/[class:" + name + "]";
        Set<String> leaves = new LinkedHashSet<>();
        Stream.of(tests).map(test -> id + "/" + test).forEach(leaves::add);
        return new Unit(
                id,
                name,
                List.copyOf(leaves),
                Set.of(),
                leaves.isEmpty() ? Set.of(id) : leaves,
                1 + tests.length,
                true);
    }

    private static Unit sharing(String name, String key) {
        Unit unit = unit(name);
        return new Unit(
                unit.id(),
                unit.node(),
                name,
                unit.selectors(),
                unit.containers(),
                unit.leaves(),
                Map.of(),
                1,
                true,
                new Affinity(key, 0),
                Demands.NONE);
    }
}
