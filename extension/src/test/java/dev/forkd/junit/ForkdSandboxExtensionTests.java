package dev.forkd.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** In an ordinary JVM: no variable of a sandbox is set here. */
class ForkdSandboxExtensionTests {

    private static final String SITUATION = "but it runs in an ordinary JVM";

    @Test
    void by_default_a_class_also_runs_outside_and_sees_one_sandbox_of_one() {
        assertThat(run(Runs.class).testEvents().succeeded().count()).isEqualTo(2);
    }

    @Test
    void a_class_that_wants_it_is_skipped_outside_with_the_reason() {
        run(Skips.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(container(Skips.class), skippedWithReason(it -> it.contains(SITUATION))));
    }

    @Test
    void a_class_that_must_not_run_outside_fails_there_and_runs_none_of_its_tests() {
        EngineExecutionResults results = run(Fails.class);

        results.containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1, event(container(Fails.class), finishedWithFailure(message(it -> it.contains(SITUATION)))));
        assertThat(results.testEvents().started().count()).isZero();
    }

    @Test
    void the_policy_of_a_superclass_counts() {
        run(InheritsSkip.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(container(InheritsSkip.class), skippedWithReason(it -> it.contains(SITUATION))));
    }

    @Test
    void a_class_that_requires_a_micro_vm_never_runs_in_an_ordinary_jvm() {
        for (Class<?> type : List.of(NeedsMicroVm.class, ComposedMicroVm.class, ImplementsMicroVm.class)) {
            EngineExecutionResults results = run(type);

            results.containerEvents()
                    .assertThatEvents()
                    .haveExactly(
                            1,
                            event(
                                    container(type),
                                    finishedWithFailure(message(
                                            it -> it.contains("requires = MICROVM") && it.contains(type.getName())))));
            assertThat(results.testEvents().started().count()).isZero();
        }
    }

    @Test
    void a_nested_class_cannot_have_its_own_sandbox_and_says_why() {
        EngineExecutionResults results = run(AnnotatedInside.class);

        results.containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                container("nested-class:Inner"),
                                finishedWithFailure(message(it -> it.contains("has no effect")
                                        && it.contains("Put it on " + AnnotatedInside.class.getName())))));
        assertThat(results.testEvents().started().count()).isEqualTo(1);
    }

    private static EngineExecutionResults run(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .execute();
    }

    @ForkdSandbox
    static class Runs {

        @Test
        void context(SandboxContext context) {
            assertThat(context).isEqualTo(new SandboxContext("", 0, 1));
        }

        @Nested
        class Inner {

            @Test
            void nested(SandboxContext context) {
                assertThat(context.count()).isEqualTo(1);
            }
        }
    }

    @ForkdSandbox(whenUnavailable = ForkdSandbox.WhenUnavailable.SKIP)
    static class Skips {

        @Test
        void never() {}
    }

    static class InheritsSkip extends Skips {}

    @ForkdSandbox(whenUnavailable = ForkdSandbox.WhenUnavailable.FAIL)
    static class Fails {

        @Test
        void never() {}
    }

    @ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
    static class NeedsMicroVm {

        @Test
        void never() {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
    @interface InMicroVm {}

    @InMicroVm
    static class ComposedMicroVm {

        @Test
        void never() {}
    }

    @ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
    interface Untrusted {}

    static class ImplementsMicroVm implements Untrusted {

        @Test
        void never() {}
    }

    static class AnnotatedInside {

        @Test
        void plain() {}

        @Nested
        @ForkdSandbox
        class Inner {

            @Test
            void never() {}
        }
    }
}
