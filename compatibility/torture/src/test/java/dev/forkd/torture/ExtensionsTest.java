package dev.forkd.torture;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.extension.TestInstancePreDestroyCallback;
import org.junit.jupiter.api.extension.TestWatcher;

@ExtendWith(ExtensionsTest.Everything.class)
class ExtensionsTest {

    static class Everything
            implements BeforeAllCallback, BeforeEachCallback, BeforeTestExecutionCallback, AfterTestExecutionCallback,
                    AfterEachCallback, AfterAllCallback, TestInstancePostProcessor, TestInstancePreDestroyCallback,
                    TestWatcher, InvocationInterceptor, ParameterResolver, TestExecutionExceptionHandler {

        private static void say(String what, ExtensionContext context) {
            System.out.println(what + " " + context.getDisplayName() + " " + context.getUniqueId());
        }

        @Override
        public void beforeAll(ExtensionContext context) {
            say("beforeAll", context);
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent("once", key -> new StringBuilder("one per run"));
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            say("beforeEach", context);
        }

        @Override
        public void beforeTestExecution(ExtensionContext context) {
            say("beforeTestExecution", context);
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            say("afterTestExecution", context);
        }

        @Override
        public void afterEach(ExtensionContext context) {
            System.err.println("afterEach on err " + context.getExecutionException().isPresent());
        }

        @Override
        public void afterAll(ExtensionContext context) {
            say("afterAll", context);
        }

        @Override
        public void postProcessTestInstance(Object instance, ExtensionContext context) {
            say("postProcess", context);
        }

        @Override
        public void preDestroyTestInstance(ExtensionContext context) {
            say("preDestroy", context);
        }

        @Override
        public void testSuccessful(ExtensionContext context) {
            say("successful", context);
        }

        @Override
        public void testDisabled(ExtensionContext context, Optional<String> reason) {
            System.out.println("disabled " + reason.orElse("?"));
        }

        @Override
        public void interceptTestMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            System.out.println("around " + method.getExecutable().getName());
            invocation.proceed();
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Price.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new Price(2500);
        }

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable throwable) throws Throwable {
            if (!(throwable instanceof ArithmeticException)) {
                throw throwable;
            }
            System.out.println("swallowed " + throwable.getMessage());
        }
    }

    @RegisterExtension
    @Order(2)
    final BeforeEachCallback second = context -> System.out.println("second");

    @RegisterExtension
    @Order(1)
    final BeforeEachCallback first = context -> System.out.println("first");

    @BeforeEach
    void own() {
        System.out.println("own before each");
    }

    @AfterAll
    static void ownAfterAll() {
        System.out.println("own after all");
    }

    @Test
    void resolved(Price price) {
        System.out.println(price.label());
    }

    @Test
    void swallowed() {
        System.out.println(1 / (int) (new Price(0).cents()));
    }

    @Test
    @Disabled("seen by the watcher")
    void disabled() {}
}
