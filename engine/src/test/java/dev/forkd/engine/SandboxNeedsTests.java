package dev.forkd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.fixture.NeedsFixture;
import dev.forkd.engine.fixture.NeedsFixture.AloneAndDeadly;
import dev.forkd.engine.fixture.NeedsFixture.AloneOne;
import dev.forkd.engine.fixture.NeedsFixture.AloneThree;
import dev.forkd.engine.fixture.NeedsFixture.AloneTwo;
import dev.forkd.engine.fixture.NeedsFixture.Apart;
import dev.forkd.engine.fixture.NeedsFixture.ApartInOrder;
import dev.forkd.engine.fixture.NeedsFixture.Divided;
import dev.forkd.engine.fixture.NeedsFixture.DividedWithLock;
import dev.forkd.engine.fixture.NeedsFixture.DividedWithMemory;
import dev.forkd.engine.fixture.NeedsFixture.GreetedOne;
import dev.forkd.engine.fixture.NeedsFixture.GreetedTwo;
import dev.forkd.engine.fixture.NeedsFixture.Limited;
import dev.forkd.engine.fixture.NeedsFixture.LongAndFree;
import dev.forkd.engine.fixture.NeedsFixture.Negative;
import dev.forkd.engine.fixture.NeedsFixture.Nowhere;
import dev.forkd.engine.fixture.NeedsFixture.PlainOne;
import dev.forkd.engine.fixture.NeedsFixture.PlainTwo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Classes whose sandboxes must be made in different ways, in one run on the embedded controller. */
@Timeout(180)
class SandboxNeedsTests {

    @Test
    void equal_needs_share_a_fleet_and_others_have_their_own() {
        Telltale run =
                Telltale.run(1, GreetedOne.class, PlainOne.class, GreetedTwo.class, PlainTwo.class, Limited.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.only(GreetedOne.class).variable()).isEqualTo("hello = 'you'");
        assertThat(run.only(Limited.class).variable()).isEqualTo("bye");
        assertThat(run.only(PlainOne.class).variable()).isEqualTo("null");
        assertThat(run.only(GreetedTwo.class)).isEqualTo(run.only(GreetedOne.class));
        assertThat(run.only(PlainTwo.class)).isEqualTo(run.only(PlainOne.class));
        assertThat(sandboxes(run, GreetedOne.class, PlainOne.class, Limited.class))
                .hasSize(3);
    }

    @Test
    void an_isolated_class_shares_sandbox_and_jvm_with_nobody() {
        Telltale run =
                Telltale.run(2, AloneOne.class, AloneTwo.class, AloneThree.class, PlainOne.class, PlainTwo.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.told(AloneTwo.class)).hasSize(2);
        assertThat(Set.copyOf(run.told(AloneTwo.class))).hasSize(1);
        assertThat(sandboxes(run, AloneOne.class, AloneTwo.class, AloneThree.class))
                .hasSize(3)
                .doesNotContainAnyElementsOf(sandboxes(run, PlainOne.class, PlainTwo.class));
    }

    @Test
    void an_isolated_class_that_ends_its_jvm_fails_and_those_after_it_have_fresh_sandboxes() {
        Telltale run = Telltale.run(1, AloneOne.class, AloneAndDeadly.class, AloneTwo.class, AloneThree.class);

        assertThat(run.failures()).containsOnlyKeys("end()");
        assertThat(run.failures().get("end()")).hasMessageContaining("exit code 7");
        assertThat(sandboxes(run, AloneOne.class, AloneTwo.class, AloneThree.class))
                .hasSize(3);
    }

    @Test
    void methods_that_are_isolated_share_sandbox_and_jvm_with_nobody() {
        Telltale run = Telltale.run(2, Apart.class, PlainOne.class);

        assertThat(run.failures()).containsOnlyKeys("dies()");
        assertThat(run.failures().get("dies()")).hasMessageContaining("exit code 8");
        assertThat(run.told(Apart.class)).hasSize(3).doesNotHaveDuplicates();
        assertThat(run.told(Apart.class).stream().map(Telltale.Whereabouts::sandbox))
                .doesNotHaveDuplicates();
    }

    @Test
    void methods_of_a_divided_class_run_in_all_sandboxes_and_are_reported_as_one_class() {
        Telltale run = Telltale.run(2, Divided.class, PlainOne.class);

        assertThat(run.failures()).containsOnlyKeys("dies()");
        assertThat(run.failures().get("dies()")).hasMessageContaining("exit code 9");
        assertThat(run.told(Divided.class)).hasSize(5);
        assertThat(run.told(PlainOne.class)).hasSize(1);
        assertThat(run.ended("NeedsFixture$Divided")).isEqualTo(1);
        assertThat(run.ended("one(SandboxContext, TestReporter)")).isEqualTo(1);
    }

    @Test
    void a_long_class_is_divided_by_itself_only_where_that_is_asked_for_and_safe() {
        Telltale whole = Telltale.run(2, LongAndFree.class);
        assertThat(processes(whole, LongAndFree.class)).hasSize(1);

        Telltale parts = Telltale.run(2, Map.of("forkd.split", "auto"), LongAndFree.class);
        assertThat(parts.failures()).isEmpty();
        assertThat(parts.told(LongAndFree.class)).hasSize(4);
    }

    @Test
    void what_cannot_be_divided_is_refused_with_class_attribute_condition_and_remedy() {
        Telltale run = Telltale.run(2, DividedWithLock.class, DividedWithMemory.class, NeedsFixture.DividedSuite.class);

        assertThat(run.told(DividedWithLock.class)).isEmpty();
        assertThat(run.told(DividedWithMemory.class)).isEmpty();
        assertThat(run.failures().values())
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure)
                        .hasMessageContaining("split = METHODS")
                        .hasMessageContaining("leave split out"))
                .anySatisfy(failure -> assertThat(failure)
                        .hasMessageContaining(DividedWithLock.class.getName())
                        .hasMessageContaining("@ResourceLock"))
                .anySatisfy(failure ->
                        assertThat(failure).hasMessageContaining(DividedWithMemory.class.getName() + ".seen"))
                .anySatisfy(failure -> assertThat(failure).hasMessageContaining("run by junit-platform-suite"));
    }

    @Test
    void one_instance_for_all_methods_by_default_ties_them_too() {
        Telltale run =
                Telltale.run(2, Map.of("junit.jupiter.testinstance.lifecycle.default", "per_class"), Divided.class);

        assertThat(run.told(Divided.class)).isEmpty();
        assertThat(run.failures().values())
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("lifecycle.default=per_class"));
    }

    @Test
    void a_snapshot_that_nobody_has_fails_its_classes_and_no_others() {
        Telltale run = Telltale.run(1, Nowhere.class, PlainOne.class);

        assertThat(run.told(PlainOne.class)).hasSize(1);
        assertThat(run.told(Nowhere.class)).isEmpty();
        assertThat(run.failures()).hasSize(1);
        assertThat(run.failures().values()).allSatisfy(failure -> assertThat(failure)
                .hasMessageContaining("snapshot no-such-snapshot not found")
                .hasMessageContaining("(forkd-local doctor --url URL). @ForkdSandbox on " + Nowhere.class.getName()
                        + " asks for sandboxes with snapshot no-such-snapshot")
                .hasMessageContaining("leave it out"));
    }

    @Test
    void what_makes_no_sense_is_refused_before_anything_runs() {
        Telltale run = Telltale.run(1, Negative.class, NeedsFixture.Torn.class, ApartInOrder.class);

        assertThat(run.failures()).hasSize(3);
        assertThat(run.failures().values())
                .anySatisfy(failure -> assertThat(failure)
                        .hasMessageContaining(ApartInOrder.class.getName() + ": isolation = METHOD")
                        .hasMessageContaining("@TestMethodOrder"))
                .anySatisfy(failure -> assertThat(failure)
                        .hasMessageContaining(Negative.class.getName() + ": memoryLimitMib = -1 is negative"))
                .anySatisfy(failure -> assertThat(failure)
                        .hasMessageContaining("different sandboxes")
                        .hasMessageContaining(GreetedOne.class.getName()));
    }

    @Test
    void a_nested_class_that_asks_for_something_else_has_its_top_level_class_refused() {
        Telltale run = Telltale.run(
                1,
                Map.of("forkd.scope", "annotated"),
                NeedsFixture.AskedFromInside.class,
                NeedsFixture.AtOdds.class,
                NeedsFixture.Agreed.class);

        assertThat(run.told(NeedsFixture.AskedFromInside.class)).isEmpty();
        assertThat(run.told(NeedsFixture.AtOdds.class)).isEmpty();
        assertThat(run.told(NeedsFixture.Agreed.class)).hasSize(2);
        assertThat(run.failures().values())
                .hasSize(2)
                .anySatisfy(failure -> assertThat(failure)
                        .hasMessageContaining("@ForkdSandbox on the nested class "
                                + NeedsFixture.AskedFromInside.class.getName() + "$Inner ")
                        .hasMessageContaining("Put it on " + NeedsFixture.AskedFromInside.class.getName()))
                .anySatisfy(failure -> assertThat(failure)
                        .hasMessageContaining("@ForkdSandbox on the nested class " + NeedsFixture.AtOdds.class.getName()
                                + "$Inner$Innermost ")
                        .hasMessageContaining("Put it on " + NeedsFixture.AtOdds.class.getName()));
    }

    @Test
    void classes_of_a_suite_take_it_along() {
        Telltale run = Telltale.run(1, Map.of("forkd.scope", "annotated"), NeedsFixture.Together.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.only(PlainOne.class).sandbox())
                .isNotEmpty()
                .isEqualTo(run.only(PlainTwo.class).sandbox());
    }

    private static Set<String> processes(Telltale run, Class<?> type) {
        return run.told(type).stream().map(Telltale.Whereabouts::process).collect(Collectors.toSet());
    }

    private static Set<String> sandboxes(Telltale run, Class<?>... types) {
        List<String> ids = Stream.of(types)
                .map(type ->
                        run.told(type).get(0).sandbox() + run.told(type).get(0).process())
                .toList();
        return ids.stream().collect(Collectors.toSet());
    }
}
