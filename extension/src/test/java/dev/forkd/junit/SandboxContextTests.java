package dev.forkd.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** In an ordinary JVM: no variable of a sandbox is set here. */
class SandboxContextTests {

    @Test
    void a_test_in_a_sandbox_sees_which_one_it_is() {
        run(InSandbox.class, false).assertStatistics(statistics -> statistics.succeeded(1));
    }

    @Test
    void a_class_without_the_annotation_takes_the_resolver_by_itself() {
        run(Extended.class, false).assertStatistics(statistics -> statistics.succeeded(1));
    }

    @Test
    void with_autodetection_every_class_has_it_annotated_or_not() {
        run(Plain.class, true).assertStatistics(statistics -> statistics.succeeded(1));
        run(Annotated.class, true).assertStatistics(statistics -> statistics.succeeded(1));
    }

    @Test
    void other_parameters_are_not_ours() {
        run(OtherParameter.class, false)
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(instanceOf(ParameterResolutionException.class))));
    }

    @Test
    void code_of_every_kind_can_look() {
        SandboxContext context = SandboxContext.current();

        assertThat(context).isEqualTo(new SandboxContext("", 0, 1));
        assertThat(context.number()).isEqualTo(1);
        assertThat(context.shard()).isEqualTo("1/1");
        assertThat(context.insideSandbox()).isFalse();
    }

    private static Events run(Class<?> type, boolean autodetection) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .configurationParameter(
                        "junit.jupiter.extensions.autodetection.enabled", Boolean.toString(autodetection))
                .execute()
                .testEvents();
    }

    static class InSandbox {

        @RegisterExtension
        static final SandboxContextResolver RESOLVER = new SandboxContextResolver(
                Map.of("FORKD_WORKER", "1", "SANDBOX_ID", "sb-1", "SANDBOX_INDEX", "2", "SANDBOX_COUNT", "4"));

        @Test
        void context(SandboxContext context) {
            assertThat(context).isEqualTo(new SandboxContext("sb-1", 2, 4));
            assertThat(context.number()).isEqualTo(3);
            assertThat(context.shard()).isEqualTo("3/4");
            assertThat(context.insideSandbox()).isTrue();
        }
    }

    @ExtendWith(SandboxContextResolver.class)
    static class Extended {

        @Test
        void context(SandboxContext context) {
            assertThat(context.count()).isEqualTo(1);
        }
    }

    static class Plain {

        @Test
        void context(SandboxContext context) {
            assertThat(context.count()).isEqualTo(1);
        }
    }

    @ForkdSandbox
    static class Annotated {

        @Test
        void context(SandboxContext context) {
            assertThat(context.count()).isEqualTo(1);
        }
    }

    @ForkdSandbox
    static class OtherParameter {

        @Test
        void needs(Runnable other) {
            other.run();
        }
    }
}
