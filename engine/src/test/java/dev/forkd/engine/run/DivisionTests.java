package dev.forkd.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.configuration.Parameters;
import dev.forkd.engine.plan.Demands;
import dev.forkd.engine.plan.Unit;
import dev.forkd.junit.MethodTies;
import dev.forkd.junit.SandboxNeeds;
import dev.forkd.schedule.Affinity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DivisionTests {

    private static final MethodTies NOTHING = new MethodTies(Optional.empty(), false, List.of(), List.of());
    private static final MethodTies SET_UP =
            new MethodTies(Optional.empty(), false, List.of(), List.of("@BeforeAll a.A.start()"));

    @Test
    void a_class_that_asks_for_it_is_divided_into_a_few_parts_for_each_sandbox() {
        Division division = division(2, "off", true, unit("A", 40, 400, 0, NOTHING), unit("B", 3, 30, 0, null));

        assertThat(division.divided()).singleElement().satisfies(divided -> {
            assertThat(divided.unit().id()).isEqualTo("A");
            assertThat(divided.parts()).hasSize(8).allSatisfy(part -> {
                assertThat(part.leaves()).hasSize(5);
                assertThat(part.node()).isEqualTo("A");
            });
        });
        assertThat(division.tasks()).hasSize(9).extracting(Unit::id).last().isEqualTo("B");
        assertThat(division.notes()).containsExactly("A runs in 8 parts (split = METHODS).");
    }

    @Test
    void what_runs_in_each_part_again_is_told() {
        assertThat(division(2, "off", true, unit("A", 4, 40, 0, SET_UP)).notes())
                .singleElement()
                .asString()
                .contains("A runs in 4 parts", "runs again: @BeforeAll a.A.start()", "isolation = METHOD");
    }

    @Test
    void with_retries_each_method_is_a_part_even_in_a_single_sandbox() {
        assertThat(division(1, "off", true, unit("A", 9, 90, 2, NOTHING)).tasks())
                .hasSize(9);
        assertThat(division(1, "off", true, unit("A", 9, 90, 0, NOTHING)).tasks())
                .hasSize(1);
        assertThat(division(4, "off", true, unit("A", 1, 90, 0, NOTHING)).tasks())
                .hasSize(1);
    }

    @Test
    void auto_divides_only_what_is_longer_than_a_fair_share_and_free() {
        Unit longest = unit("A", 10, 60, 0, null);
        Unit other = unit("B", 10, 40, 0, null);

        assertThat(division(2, "auto", true, longest, other).divided())
                .singleElement()
                .satisfies(divided -> assertThat(divided.unit()).isEqualTo(longest));
        assertThat(division(2, "auto", true, longest, other).notes())
                .singleElement()
                .asString()
                .contains("A takes longer", "forkd.split=auto");
        assertThat(division(2, "auto", false, longest, other).divided()).isEmpty();
        assertThat(division(2, "off", true, longest, other).divided()).isEmpty();
        assertThat(division(1, "auto", true, longest, other).divided()).isEmpty();
    }

    private static Division division(int n, String split, boolean free, Unit... units) {
        ForkdConfiguration configuration = ForkdConfiguration.read(
                new Parameters(Map.of("forkd.n", Integer.toString(n), "forkd.split", split)), Map.of());
        return new Division(List.of(units), configuration, unit -> free);
    }

    private static Unit unit(String id, int tests, long cost, int retries, MethodTies ties) {
        Set<String> leaves = new LinkedHashSet<>(
                IntStream.range(0, tests).mapToObj(i -> id + "/[m:" + i + "]").toList());
        return new Unit(
                id,
                id,
                id,
                List.copyOf(leaves),
                Set.of(),
                leaves,
                Map.of(),
                cost,
                true,
                Affinity.NONE,
                new Demands(
                        List.of(),
                        Optional.empty(),
                        SandboxNeeds.NONE,
                        retries,
                        1,
                        Optional.ofNullable(ties),
                        Optional.empty()));
    }
}
