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
 * Replaces a node in an engine's tree, and passes every call on to it. Before the node is prepared, it asks whether to
 * pass over the node, which is then skipped; that must be asked so early because preparing already runs code of the
 * project. It also reports when the node has been set up.
 */
final class StandIn implements InvocationHandler {

    private final TestDescriptor node;
    private final BooleanSupplier passOver;
    private final Consumer<@Nullable Object> prepared;
    private final Consumer<@Nullable Object> afterSetUp;
    private volatile boolean passedOver;

    private StandIn(
            TestDescriptor node,
            BooleanSupplier passOver,
            Consumer<@Nullable Object> prepared,
            Consumer<@Nullable Object> afterSetUp) {
        this.node = node;
        this.passOver = passOver;
        this.prepared = prepared;
        this.afterSetUp = afterSetUp;
    }

    /**
     * Makes a stand-in.
     *
     * @param node a descriptor that is a {@link Node}
     * @param passOver is asked when it is the node's turn
     * @param prepared is called before the set-up of the node, with the engine's context of the node
     * @param afterSetUp is called between the set-up of the node and the nodes below it, with the engine's context of the
     *     node
     * @return the stand-in, to be put into the tree
     */
    static TestDescriptor of(
            TestDescriptor node,
            BooleanSupplier passOver,
            Consumer<@Nullable Object> prepared,
            Consumer<@Nullable Object> afterSetUp) {
        return (TestDescriptor) Proxy.newProxyInstance(
                TestDescriptor.class.getClassLoader(),
                new Class<?>[] {TestDescriptor.class, Node.class},
                new StandIn(node, passOver, prepared, afterSetUp));
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
        if (ofNode && name.equals("prepare")) {
            prepared.accept(result);
        }
        if (ofNode && name.equals("before")) {
            afterSetUp.accept(result);
        }
        return result;
    }
}
