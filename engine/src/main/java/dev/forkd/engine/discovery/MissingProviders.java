package dev.forkd.engine.discovery;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.SandboxContext;
import dev.forkd.junit.fixtures.Sandbox;
import dev.forkd.junit.fixtures.SandboxFixtures;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;

/**
 * Finds test methods that take a {@link Sandbox} or a {@link SandboxContext} although nothing provides one. Jupiter
 * fails them, but cannot say what to do about it.
 */
final class MissingProviders {

    /** Jupiter's setting that lets it register the extensions of services. */
    static final String AUTODETECTION = "junit.jupiter.extensions.autodetection.enabled";

    private static final String EXTENSION = "org.junit.jupiter.api.extension.";

    /** A type of parameter, the annotation that provides it, and what to tell. */
    private enum Taken {
        SANDBOX(
                Sandbox.class,
                SandboxFixtures.class,
                " takes a Sandbox, but its class has no @SandboxFixtures, so nobody provides one and the test fails."
                        + " Write @SandboxFixtures on the class."),
        CONTEXT(
                SandboxContext.class,
                ForkdSandbox.class,
                " takes a SandboxContext, but its class has neither @ForkdSandbox nor an extension that provides one."
                        + " Write @ExtendWith(SandboxContextResolver.class) on the class, or set " + AUTODETECTION
                        + "=true for all of them.");

        private final String type;
        private final Class<? extends Annotation> provider;
        private final String remedy;

        Taken(Class<?> type, Class<? extends Annotation> provider, String remedy) {
            this.type = type.getName();
            this.provider = provider;
            this.remedy = remedy;
        }
    }

    private MissingProviders() {}

    /**
     * Looks for such methods, by their names only.
     *
     * @param roots roots of engines, before units are moved
     * @param autodetection whether Jupiter registers the extensions that it finds
     * @return a line for the user about the first method of a kind, if there is one
     */
    static Optional<String> in(Collection<TestDescriptor> roots, boolean autodetection) {
        List<? extends TestDescriptor> methods = roots.stream()
                .flatMap(root -> root.getDescendants().stream())
                .filter(node ->
                        node.getSource().filter(MethodSource.class::isInstance).isPresent())
                .toList();
        return Stream.of(Taken.values())
                .filter(taken -> taken != Taken.CONTEXT || !autodetection)
                .flatMap(taken -> tell(taken, methods).stream())
                .findFirst();
    }

    private static Optional<String> tell(Taken taken, List<? extends TestDescriptor> methods) {
        List<MethodSource> found = methods.stream()
                .filter(node -> takes(node, taken) && !isProvided(node, taken))
                .map(node -> (MethodSource) node.getSource().orElseThrow())
                .toList();
        return found.stream().findFirst().map(method -> tell(method, found.size()) + taken.remedy);
    }

    private static String tell(MethodSource method, int count) {
        String more = count == 1 ? "" : " (and " + (count - 1) + " more such " + (count == 2 ? "method)" : "methods)");
        return "forkd: " + method.getClassName() + "." + method.getMethodName() + more;
    }

    private static boolean takes(TestDescriptor node, Taken taken) {
        return node.getSource()
                .map(source -> ((MethodSource) source).getMethodParameterTypes())
                // Asked first, because there may be many thousands of tests, and hardly any takes one.
                .filter(types -> types.contains(taken.type))
                .filter(types -> List.of(types.split(",\\s*", -1)).contains(taken.type))
                .isPresent();
    }

    /** Nested classes have the extensions of those around them. */
    private static boolean isProvided(TestDescriptor node, Taken taken) {
        return Claim.isAnnotated(node, taken.provider)
                || (taken == Taken.CONTEXT && hasResolver(node))
                || node.getParent().filter(above -> isProvided(above, taken)).isPresent();
    }

    /** Any resolver counts, because a project may have one of its own for this type. */
    private static boolean hasResolver(TestDescriptor node) {
        TestSource source = node.getSource().orElse(null);
        try {
            if (source instanceof ClassSource type) {
                return hasResolver(type.getJavaClass(), type.getJavaClass().getClassLoader());
            }
            return source instanceof MethodSource method
                    && hasResolver(method.getJavaMethod(), method.getJavaClass().getClassLoader());
        } catch (JUnitException | LinkageError | TypeNotPresentException | ReflectiveOperationException e) {
            // What cannot be looked at here is not complained about.
            return true;
        }
    }

    /** Jupiter's types are named, because the engine also works where there is no Jupiter. */
    private static boolean hasResolver(AnnotatedElement element, ClassLoader loader)
            throws ReflectiveOperationException {
        Class<? extends Annotation> extend =
                Class.forName(EXTENSION + "ExtendWith", false, loader).asSubclass(Annotation.class);
        Class<?> resolver = Class.forName(EXTENSION + "ParameterResolver", false, loader);
        for (Annotation each : AnnotationSupport.findRepeatableAnnotations(element, extend)) {
            Class<?>[] extensions = (Class<?>[]) extend.getMethod("value").invoke(each);
            if (Stream.of(extensions).anyMatch(resolver::isAssignableFrom)) {
                return true;
            }
        }
        return false;
    }
}
