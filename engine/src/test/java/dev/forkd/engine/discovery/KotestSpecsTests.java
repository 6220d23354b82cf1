package dev.forkd.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kotest.runner.junit.platform.KotestEngineDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

class KotestSpecsTests {

    private static final UniqueId ENGINE = UniqueId.forEngine("kotest");

    @Test
    void a_spec_leaves_the_list_that_kotest_runs() {
        KotestEngineDescriptor root =
                new KotestEngineDescriptor(List.of(new Spec(String.class), new Spec(Integer.class)));

        assertThat(KotestSpecs.release(root, unit("java.lang.String"))).isTrue();
        assertThat(root.getClasses()).isEqualTo(List.of(new Spec(Integer.class)));
    }

    @Test
    void a_spec_that_is_not_found_in_the_list_is_left_to_kotest() {
        KotestEngineDescriptor root = new KotestEngineDescriptor(List.of("of another version"));

        assertThat(KotestSpecs.release(root, unit("java.lang.String"))).isFalse();
        assertThat(root.getClasses()).hasSize(1);
    }

    @Test
    void what_other_engines_discovered_may_always_be_moved() {
        assertThat(KotestSpecs.release(new EngineDescriptor(ENGINE, "other"), unit("A")))
                .isTrue();
    }

    private static TestDescriptor unit(String name) {
        return new EngineDescriptor(ENGINE.append("spec", name), name);
    }

    /** What a Kotlin class looks like from here. */
    public record Spec(Class<?> getJClass) {}
}
