package dev.forkd.engine.listeners;

import dev.forkd.worker.protocol.Protocol;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Tells the project's listeners about the tests that run in this JVM, as the Launcher would, but not about tests in
 * sandboxes. The listeners are created when a plan with such tests first starts. This is a proxy, because newer
 * Platforms have events that the oldest one lacks.
 */
final class NativeTests implements InvocationHandler {

    private static final Logger LOGGER = Logger.getLogger(NativeTests.class.getName());
    private static final String OURS = UniqueId.forEngine(Protocol.ENGINE_ID).toString();

    private final List<ServiceLoader.Provider<TestExecutionListener>> providers;
    private final Set<String> inSandboxes = ConcurrentHashMap.newKeySet();
    private volatile List<TestExecutionListener> listeners = List.of();
    private volatile boolean anyRunsHere;

    private NativeTests(List<ServiceLoader.Provider<TestExecutionListener>> providers) {
        this.providers = providers;
    }

    static TestExecutionListener relayTo(List<ServiceLoader.Provider<TestExecutionListener>> providers) {
        return (TestExecutionListener) Proxy.newProxyInstance(
                TestExecutionListener.class.getClassLoader(),
                new Class<?>[] {TestExecutionListener.class},
                new NativeTests(providers));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals") && arguments != null
                    ? (Object) (self == arguments[0])
                    : method.invoke(this, arguments);
        }
        Object subject = arguments == null ? null : arguments[0];
        if (subject instanceof TestPlan plan && method.getName().equals("testPlanExecutionStarted")) {
            begin(plan);
        }
        if (anyRunsHere && !(subject instanceof TestIdentifier test && isInSandbox(method, test))) {
            tell(method, arguments);
        }
        return null;
    }

    private void begin(TestPlan plan) {
        inSandboxes.clear();
        plan.getRoots().stream().filter(NativeTests::isOurs).forEach(root -> plan.getDescendants(root)
                .forEach(test -> inSandboxes.add(test.getUniqueId())));
        anyRunsHere = inSandboxes.isEmpty()
                || plan.getRoots().stream()
                        .anyMatch(
                                root -> !isOurs(root) && !plan.getChildren(root).isEmpty());
        if (anyRunsHere && listeners.isEmpty()) {
            listeners = providers.stream().map(ServiceLoader.Provider::get).toList();
        }
    }

    private boolean isInSandbox(Method method, TestIdentifier test) {
        if (method.getName().equals("dynamicTestRegistered")
                && test.getParentId().filter(inSandboxes::contains).isPresent()) {
            inSandboxes.add(test.getUniqueId());
        }
        return inSandboxes.contains(test.getUniqueId()) || (isOurs(test) && !inSandboxes.isEmpty());
    }

    private static boolean isOurs(TestIdentifier test) {
        return test.getUniqueId().equals(OURS);
    }

    /** As in the Launcher, an exception of one listener is logged and does not affect the others. */
    private void tell(Method method, Object @Nullable [] arguments) throws IllegalAccessException {
        for (TestExecutionListener listener : listeners) {
            try {
                method.invoke(listener, arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof OutOfMemoryError exhausted) {
                    throw exhausted;
                }
                LOGGER.log(
                        Level.WARNING,
                        e.getCause(),
                        () -> "TestExecutionListener [" + listener.getClass().getName()
                                + "] threw exception for method: " + method);
            }
        }
    }
}
