package dev.forkd.worker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;
import org.junit.platform.engine.support.hierarchical.Node.SkipResult;

/**
 * Takes the place of a node in an engine's tree. It asks whether to pass over the node before anything of it is prepared,
 * because preparing already runs the project's code, and tells when the node is set up.
 */
final class StandIn implements InvocationHandler {

    private final TestDescriptor node;
    private final BooleanSupplier passOver;
    private final Consumer<@Nullable Object> afterSetUp;
    private volatile boolean passedOver;

    private StandIn(TestDescriptor node, BooleanSupplier passOver, Consumer<@Nullable Object> afterSetUp) {
        this.node = node;
        this.passOver = passOver;
        this.afterSetUp = afterSetUp;
    }

    /**
     * Makes one.
     *
     * @param node a descriptor that is a {@link Node}
     * @param passOver asked when it is the node's turn
     * @param afterSetUp called between the node's set-up and what is below it, with the engine's context of the node
     */
    static TestDescriptor of(TestDescriptor node, BooleanSupplier passOver, Consumer<@Nullable Object> afterSetUp) {
        return (TestDescriptor) Proxy.newProxyInstance(
                TestDescriptor.class.getClassLoader(),
                new Class<?>[] {TestDescriptor.class, Node.class},
                new StandIn(node, passOver, afterSetUp));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        boolean ofNode = method.getDeclaringClass() == Node.class && arguments != null;
        if (ofNode && arguments != null) {
            if (name.equals("prepare")) {
                passedOver = passOver.getAsBoolean();
            }
            if (passedOver) {
                return switch (name) {
                    case "prepare" -> arguments[0];
                    case "shouldBeSkipped" -> SkipResult.skip("another worker runs it");
                    default -> null;
                };
            }
        }
        if (name.equals("equals") && arguments != null) {
            return self == arguments[0] || node.equals(arguments[0]);
        }
        Object result;
        try {
            result = method.invoke(node, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (ofNode && name.equals("before")) {
            afterSetUp.accept(result);
        }
        return result;
    }
}
