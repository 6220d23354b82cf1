package dev.forkd.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

class SelectionTests {

    private static final String SUITE = "[engine:junit-platform-suite]/[suite:Outer]";

    @Test
    void what_a_class_template_hides_is_let_through_with_it() {
        String template = "[engine:junit-jupiter]/[class-template:A]";

        assertThat(letsThrough(template, template + "/[method:hidden()]")).isTrue();
    }

    @Test
    void a_suite_that_the_host_emptied_stays_empty() {
        String inner = SUITE + "/[engine:junit-platform-suite]/[suite:Inner]";

        assertThat(letsThrough(inner, inner + "/[engine:junit-jupiter]/[class:A]/[method:filtered()]"))
                .isFalse();
        assertThat(letsThrough(inner, inner)).isTrue();
    }

    @Test
    void a_test_that_was_not_asked_for_is_left_out() {
        String test = SUITE + "/[engine:junit-jupiter]/[class:A]/[method:asked()]";

        assertThat(letsThrough(test, test)).isTrue();
        assertThat(letsThrough(test, SUITE + "/[engine:junit-jupiter]/[class:A]/[method:other()]"))
                .isFalse();
    }

    private static boolean letsThrough(String asked, String id) {
        PostDiscoveryFilter filter = new Selection(List.of(asked), Map.of()).filter();
        return filter.apply(new Leaf(UniqueId.parse(id))).included();
    }

    private static final class Leaf extends AbstractTestDescriptor {

        Leaf(UniqueId id) {
            super(id, "leaf");
        }

        @Override
        public TestDescriptor.Type getType() {
            return TestDescriptor.Type.TEST;
        }
    }
}
