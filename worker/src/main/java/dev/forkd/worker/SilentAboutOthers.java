package dev.forkd.worker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Wraps a listener of the project, and keeps from it the reports that units were skipped which run in other workers.
 */
final class SilentAboutOthers implements InvocationHandler {

    private final TestExecutionListener delegate;
    private final PassedOver passedOver;

    private SilentAboutOthers(TestExecutionListener delegate, PassedOver passedOver) {
        this.delegate = delegate;
        this.passedOver = passedOver;
    }

    static TestExecutionListener around(TestExecutionListener delegate, PassedOver passedOver) {
        return (TestExecutionListener) Proxy.newProxyInstance(
                TestExecutionListener.class.getClassLoader(),
                new Class<?>[] {TestExecutionListener.class},
                new SilentAboutOthers(delegate, passedOver));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("executionSkipped")
                && arguments != null
                && passedOver.contains((TestIdentifier) arguments[0])) {
            return null;
        }
        if (method.getName().equals("equals") && arguments != null) {
            return self == arguments[0];
        }
        try {
            return method.invoke(delegate, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
