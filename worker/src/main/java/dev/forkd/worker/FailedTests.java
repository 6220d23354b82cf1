package dev.forkd.worker;

import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Tells of each test that has failed, in itself or in a method with {@code @BeforeEach}, and of each class whose
 * {@code @BeforeAll} has, before anything is torn down. It changes nothing of how they end.
 */
final class FailedTests
        implements AfterTestExecutionCallback, LifecycleMethodExecutionExceptionHandler, InvocationInterceptor {

    private final Consumer<String> told;

    private FailedTests(Consumer<String> told) {
        this.told = told;
    }

    /**
     * Registers this extension for a class and what is inside it. There is no public way that leaves the project's own
     * choice of extensions as it is, so this one is looked for by reflection.
     *
     * @param engineContext the engine's context of the class
     * @param told is told the unique id of each test that has failed
     */
    static void register(Object engineContext, Consumer<String> told) {
        try {
            Object registry =
                    engineContext.getClass().getMethod("getExtensionRegistry").invoke(engineContext);
            registry.getClass()
                    .getMethod("registerExtension", Extension.class, Object.class)
                    .invoke(registry, new FailedTests(told), FailedTests.class);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Another engine, or a version of Jupiter that cannot be asked: its failures are reported as always.
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> tell(context, failure));
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        tell(context, failure);
        throw failure;
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        tell(context, failure);
        throw failure;
    }

    /** No callback is called for the dynamic tests of a factory. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            tell(context, failure);
            throw failure;
        }
    }

    private void tell(ExtensionContext context, Throwable failure) {
        if (!(failure instanceof TestAbortedException)) {
            try {
                told.accept(context.getUniqueId());
            } catch (OutOfMemoryError e) {
                // A test has filled the heap. That is its failure, and not that it could not be looked at.
            }
        }
    }
}
