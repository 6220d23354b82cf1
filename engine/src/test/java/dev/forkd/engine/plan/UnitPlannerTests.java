package dev.forkd.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

class UnitPlannerTests {

    private static final UniqueId ENGINE = UniqueId.forEngine("e");
    private static final UniqueId TYPE = ENGINE.append("class", "C");
    private static final UniqueId TEST = TYPE.append("method", "test()");
    private static final UniqueId NESTED = TYPE.append("nested-class", "N");
    private static final UniqueId TEMPLATE = NESTED.append("test-template", "template(int)");

    private final TestDescriptor root = new EngineDescriptor(UniqueId.forEngine("forkd"), "forkd");

    @Test
    void a_unit_is_a_child_of_the_root_with_its_leaves_in_the_order_of_the_tree() {
        root.addChild(tree());
        root.addChild(new Node(ENGINE.append("class", "Alone"), false));

        List<Unit> units = plan();

        assertThat(units)
                .extracting(Unit::id)
                .containsExactly(
                        TYPE.toString(), ENGINE.append("class", "Alone").toString());
        Unit unit = units.get(0);
        assertThat(unit.containers()).containsExactly(NESTED.toString());
        assertThat(unit.leaves()).containsExactly(TEST.toString(), TEMPLATE.toString());
        assertThat(unit.selectors()).containsExactly(TEST.toString(), TEMPLATE.toString());
        assertThat(units.get(1).leaves()).containsExactly(units.get(1).id());
        assertThat(units.get(1).containers()).isEmpty();
    }

    @Test
    void what_registers_tests_while_it_runs_costs_more_than_a_plain_test() {
        root.addChild(new Node(ENGINE.append("class", "Plain"), false));
        root.addChild(new Node(ENGINE.append("class", "Template"), true));

        assertThat(plan())
                .extracting(Unit::cost)
                .satisfies(costs -> assertThat(costs.get(0)).isPositive().isLessThan(costs.get(1)));
    }

    @Test
    void selected_invocations_replace_their_template_and_it_stays_the_leaf() {
        root.addChild(tree());
        UniqueId second = invocation(2);
        UniqueId fourth = invocation(4);

        Unit unit = plan(TEST, fourth, second).get(0);

        assertThat(unit.selectors()).containsExactly(TEST.toString(), fourth.toString(), second.toString());
        assertThat(unit.leaves()).containsExactly(TEST.toString(), TEMPLATE.toString());
    }

    @Test
    void a_template_that_is_selected_whole_or_from_above_runs_whole() {
        root.addChild(tree());

        for (UniqueId whole : List.of(TEMPLATE, NESTED, TYPE, ENGINE)) {
            assertThat(plan(invocation(2), whole).get(0).selectors())
                    .as("%s", whole)
                    .containsExactly(TEST.toString(), TEMPLATE.toString());
        }
    }

    @Test
    void parts_hold_neighbours_until_they_cost_too_much() {
        root.addChild(tree());
        Unit unit = plan().get(0);
        String slow = TEMPLATE.toString();
        Unit measured = new Unit(
                        unit.id(),
                        "C",
                        List.of("a", "b", slow, "c", "d", "e"),
                        unit.containers(),
                        new LinkedHashSet<>(List.of("a", "b", slow, "c", "d", "e")),
                        100,
                        true)
                .weighing(Map.of("a", 10L, "b", 10L, slow, 50L, "c", 10L, "d", 10L, "e", 10L));

        assertThat(measured.parts(20))
                .extracting(part -> List.copyOf(part.leaves()))
                .containsExactly(List.of("a", "b"), List.of(slow), List.of("c", "d"), List.of("e"));
        assertThat(measured.parts(20)).extracting(Unit::cost).containsExactly(20L, 50L, 20L, 10L);
        assertThat(measured.parts(20)).extracting(Unit::id).containsExactly("a", slow, "c", "e");
        assertThat(measured.parts(20).get(0).selectors()).containsExactly("a", "b");
        assertThat(measured.parts(1000)).containsExactly(measured);
        assertThat(measured.parts()).hasSize(6);
    }

    @Test
    void many_selected_ids_are_planned_in_reasonable_time() {
        TestDescriptor type = new Node(TYPE, false);
        UniqueId[] selected = new UniqueId[10_000];
        for (int i = 0; i < selected.length; i++) {
            selected[i] = TYPE.append("method", "m" + i + "()");
            type.addChild(new Node(selected[i], false));
        }
        root.addChild(type);

        long start = System.nanoTime();
        assertThat(plan(selected).get(0).selectors()).hasSize(selected.length);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    private List<Unit> plan(UniqueId... selected) {
        return new UnitPlanner(Arrays.asList(selected), JupiterDefaults.STANDARD).plan(root);
    }

    private static UniqueId invocation(int number) {
        return TEMPLATE.append("test-template-invocation", "#" + number);
    }

    private static TestDescriptor tree() {
        TestDescriptor type = new Node(TYPE, false);
        TestDescriptor nested = new Node(NESTED, false);
        type.addChild(new Node(TEST, false));
        type.addChild(nested);
        nested.addChild(new Node(TEMPLATE, true));
        return type;
    }

    private static final class Node extends AbstractTestDescriptor {

        private final boolean registers;

        Node(UniqueId id, boolean registers) {
            super(id, id.getLastSegment().getValue());
            this.registers = registers;
        }

        @Override
        public Type getType() {
            return Type.CONTAINER_AND_TEST;
        }

        @Override
        public boolean mayRegisterTests() {
            return registers;
        }
    }
}
