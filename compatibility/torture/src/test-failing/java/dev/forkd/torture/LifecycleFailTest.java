package dev.forkd.torture;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails on purpose, in every phase. */
class LifecycleFailTest {

    @Test
    void betweenFailingClasses() {
        System.out.println("passes");
    }

    @Nested
    class InBeforeAll {
        @BeforeAll
        static void beforeAll() {
            System.out.println("printed before it failed");
            throw new IllegalStateException("before all");
        }

        @Test
        void never() {}

        @Nested
        class Deeper {
            @Test
            void neither() {}
        }
    }

    @Nested
    class InAfterAll {
        @AfterAll
        static void afterAll() {
            System.out.println("printed after all");
            throw new IllegalStateException("after all");
        }

        @Test
        void passes() {}
    }

    @Nested
    class InBeforeEach {
        @BeforeEach
        void beforeEach() {
            throw new IllegalStateException("before each");
        }

        @Test
        void never() {}

        @AfterEach
        void afterEach() {
            throw new IllegalStateException("after each as well");
        }
    }

    @Nested
    class InConstructor {
        InConstructor() {
            throw new IllegalStateException("constructor");
        }

        @Test
        void never() {}

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void norInvocations(int number) {}
    }

    static class BrokenCondition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            throw new IllegalStateException("condition");
        }
    }

    @Nested
    class InCondition {
        @RegisterExtension
        BrokenCondition condition = new BrokenCondition();

        @Test
        void never() {}
    }

    @Nested
    class InBeforeAllCallback {
        @RegisterExtension
        static final BeforeAllCallback CALLBACK = context -> {
            throw new IllegalStateException("before all callback");
        };

        @Test
        void never() {}
    }

    @Nested
    class InAfterAllCallback {
        @RegisterExtension
        static final AfterAllCallback CALLBACK = context -> {
            throw new IllegalStateException("after all callback");
        };

        @Test
        void passes() {}
    }

    @Nested
    class InEachCallbacks {
        @RegisterExtension
        final BeforeEachCallback before = context -> {
            throw new IllegalStateException("before each callback");
        };

        @RegisterExtension
        final AfterEachCallback after = context -> {
            throw new IllegalStateException("after each callback");
        };

        @Test
        void never() {}
    }

    static class PostProcessor implements TestInstancePostProcessor {
        @Override
        public void postProcessTestInstance(Object instance, ExtensionContext context) {
            throw new IllegalStateException("post processor");
        }
    }

    @Nested
    @ExtendWith(PostProcessor.class)
    class InPostProcessor {
        @Test
        void never() {}
    }

    static class Broken implements BeforeEachCallback {
        Broken() {
            throw new IllegalStateException("the extension's constructor");
        }

        @Override
        public void beforeEach(ExtensionContext context) {}
    }

    @Nested
    class InExtensionConstructor {
        @Test
        @ExtendWith(Broken.class)
        void never() {}
    }


    static Stream<Integer> provider() {
        throw new IllegalStateException("the provider");
    }

    static Stream<Integer> brokenStream() {
        return Stream.of(1, 2, 3).map(i -> {
            if (i == 3) {
                throw new IllegalStateException("the third");
            }
            return i;
        });
    }

    @ParameterizedTest
    @MethodSource("provider")
    void inProvider(int number) {}

    @ParameterizedTest
    @MethodSource("brokenStream")
    void inTheMiddleOfTheProvider(int number) {}

    @ParameterizedTest
    @MethodSource("missing")
    void missingProvider(int number) {}

    @ParameterizedTest
    @ValueSource(strings = {"1", "x"})
    void inConversion(int number) {}

    @ParameterizedTest(name = "{0} of many")
    @ValueSource(ints = {1, 2, 3})
    void inSomeInvocations(int number) {
        if (number == 2) {
            throw new IllegalStateException("second");
        }
        Assumptions.assumeTrue(number != 3, "third");
    }

    @RepeatedTest(value = 4, failureThreshold = 2)
    void withThreshold() {
        throw new IllegalStateException("each time");
    }

    @Test
    void unresolvable(Price price) {}

    @TestTemplate
    void templateWithoutProvider() {}

    @TestFactory
    Stream<DynamicNode> inFactory() {
        throw new IllegalStateException("the factory");
    }

    @TestFactory
    Stream<DynamicNode> inTheMiddleOfTheFactory() {
        return Stream.of(1, 2).map(i -> {
            if (i == 2) {
                throw new IllegalStateException("the second node");
            }
            return DynamicTest.dynamicTest("node " + i, () -> System.out.println("node"));
        });
    }

    @TestFactory
    Stream<DynamicNode> inDynamicTests() {
        return Stream.of(
                DynamicContainer.dynamicContainer("container", List.of(
                        DynamicTest.dynamicTest("fails", () -> {
                            throw new IllegalStateException("dynamic");
                        }),
                        DynamicTest.dynamicTest("passes", () -> {}))),
                DynamicContainer.dynamicContainer("broken", Stream.of(1).map(i -> {
                    throw new IllegalStateException("in a container");
                })));
    }

    @TestFactory
    Object notAFactory() {
        return "no nodes";
    }

    @Nested
    class Timeouts {
        @Test
        @org.junit.jupiter.api.Timeout(
                value = 100,
                unit = java.util.concurrent.TimeUnit.MILLISECONDS,
                threadMode = org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD)
        void separateThread() throws InterruptedException {
            System.out.println("before the timeout");
            Thread.sleep(60_000);
        }

        @Test
        @org.junit.jupiter.api.Timeout(value = 100, unit = java.util.concurrent.TimeUnit.MILLISECONDS)
        void sameThread() throws InterruptedException {
            Thread.sleep(60_000);
        }
    }
}
