package dev.forkd.worker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;
import org.junit.platform.engine.support.hierarchical.Node.SkipResult;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Controls the start of every unit in a plan: a unit starts only once it is granted, and is passed over if another
 * worker runs it. As a filter this class gets hold of the engines' roots. When discovery is over, each child of a root
 * that is a {@link Node} is replaced by a proxy, which asks for the grant before the unit is prepared, as preparing
 * already runs code of the project. Units of other engines cannot be stopped once the engine runs, so for these the
 * decision is awaited first.
 */
final class UnitGate implements PostDiscoveryFilter, LauncherDiscoveryListener {

    private final Grants grants;
    private final Set<TestDescriptor> roots = new LinkedHashSet<>();

    UnitGate(Grants grants) {
        this.grants = grants;
    }

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        if (descriptor.isRoot()) {
            roots.add(descriptor);
        }
        return FilterResult.included("only looks");
    }

    @Override
    public void launcherDiscoveryFinished(LauncherDiscoveryRequest request) {
        if (!grants.complete()) {
            roots.forEach(this::guard);
        }
    }

    /** The units that were found, in the order in which they will run. */
    List<String> units() {
        return roots.stream()
                .flatMap(root -> root.getChildren().stream())
                .map(unit -> unit.getUniqueId().toString())
                .toList();
    }

    private void guard(TestDescriptor root) {
        List<TestDescriptor> units = new ArrayList<>(root.getChildren());
        units.forEach(root::removeChild);
        for (TestDescriptor unit : units) {
            if (unit instanceof Node<?>) {
                root.addChild(guarded(unit));
            } else if (grants.mayRun(unit.getUniqueId().toString())) {
                root.addChild(unit);
            }
        }
    }

    private TestDescriptor guarded(TestDescriptor unit) {
        return (TestDescriptor) Proxy.newProxyInstance(
                TestDescriptor.class.getClassLoader(),
                new Class<?>[] {TestDescriptor.class, Node.class},
                new Guard(unit, unit.getUniqueId().toString(), grants));
    }

    /**
     * Passes every call on to the unit, but asks for the grant in {@code prepare}; if that is refused, the unit is
     * skipped.
     */
    private static final class Guard implements InvocationHandler {

        private final TestDescriptor unit;
        private final String id;
        private final Grants grants;
        private volatile boolean passedOver;

        Guard(TestDescriptor unit, String id, Grants grants) {
            this.unit = unit;
            this.id = id;
            this.grants = grants;
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            if (method.getDeclaringClass() == Node.class && arguments != null) {
                if (name.equals("prepare")) {
                    passedOver = !grants.mayRun(id);
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
                return self == arguments[0] || unit.equals(arguments[0]);
            }
            try {
                return method.invoke(unit, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
