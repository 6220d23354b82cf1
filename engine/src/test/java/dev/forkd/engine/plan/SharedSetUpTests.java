package dev.forkd.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.schedule.Affinity;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.springframework.test.fixture.FakeBootTest;

@SuppressWarnings({"UnusedNestedClass", "UnusedVariable"}) // They are looked at by reflection.
class SharedSetUpTests {

    @FakeBootTest("web")
    private static class Web {}

    @Deprecated
    @FakeBootTest("web")
    private static class OtherWeb {}

    @Retention(RetentionPolicy.RUNTIME)
    @FakeBootTest("web")
    private @interface Composed {}

    @Composed
    private static class ByComposition {}

    @Composed
    private static class AlsoByComposition {}

    private static final class BelowWeb extends Web {}

    @FakeBootTest("data")
    private static final class Data {}

    @FakeBootTest("web")
    private static final class WithConfiguration {
        @FakeBootTest.Configuration
        static final class Beans {}
    }

    @FakeBootTest("web")
    private static final class WithMock {
        @FakeBootTest.MockBean
        String replaced = "";
    }

    @FakeBootTest("web")
    @FakeBootTest.DirtiesContext
    private static final class Dirty {}

    private abstract static class Base {}

    private static final class One extends Base {}

    private static final class Two extends Base {}

    @Test
    void classes_that_are_configured_alike_share_a_context() {
        assertThat(of(Web.class)).isEqualTo(of(OtherWeb.class)).isEqualTo(of(BelowWeb.class));
        assertThat(of(ByComposition.class)).isEqualTo(of(AlsoByComposition.class));
        assertThat(of(Web.class).cost()).isPositive();
    }

    @Test
    void what_makes_a_context_different_keeps_classes_apart() {
        assertThat(of(Web.class))
                .isNotEqualTo(of(Data.class))
                .isNotEqualTo(of(WithConfiguration.class))
                .isNotEqualTo(of(WithMock.class));
        assertThat(of(Dirty.class)).isEqualTo(Affinity.NONE);
    }

    @Test
    void a_common_superclass_may_share_something_which_only_times_can_tell() {
        assertThat(of(One.class)).isEqualTo(of(Two.class)).isNotEqualTo(Affinity.NONE);
        assertThat(of(One.class).cost()).isZero();
        assertThat(of(String.class)).isEqualTo(Affinity.NONE);
    }

    private static Affinity of(Class<?> type) {
        TestDescriptor descriptor =
                new AbstractTestDescriptor(UniqueId.forEngine("e"), type.getName(), ClassSource.from(type)) {
                    @Override
                    public Type getType() {
                        return Type.CONTAINER;
                    }
                };
        return SharedSetUp.of(descriptor);
    }
}
