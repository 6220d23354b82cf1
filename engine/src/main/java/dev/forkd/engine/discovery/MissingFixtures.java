package dev.forkd.engine.discovery;

import dev.forkd.junit.fixtures.Sandbox;
import dev.forkd.junit.fixtures.SandboxFixtures;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;

/**
 * Finds test methods that take a {@link Sandbox} although their class has no {@link SandboxFixtures}. Jupiter fails
 * them, because it finds nobody who provides one, but cannot say what to do about it.
 */
final class MissingFixtures {

    private static final String TYPE = Sandbox.class.getName();

    private MissingFixtures() {}

    /**
     * Looks for such methods, by their names only.
     *
     * @param roots roots of engines, before units are moved
     * @return a line for the user about the first method, if there is one
     */
    static Optional<String> in(Collection<TestDescriptor> roots) {
        List<MethodSource> found = roots.stream()
                .flatMap(root -> root.getDescendants().stream())
                .filter(node -> takesSandbox(node) && !isProvided(node))
                .map(node -> (MethodSource) node.getSource().orElseThrow())
                .toList();
        return found.stream().findFirst().map(method -> tell(method, found.size()));
    }

    private static String tell(MethodSource method, int count) {
        String more = count == 1 ? "" : " (and " + (count - 1) + " more such " + (count == 2 ? "method)" : "methods)");
        return "forkd: " + method.getClassName() + "." + method.getMethodName() + more
                + " takes a Sandbox, but its class has no @SandboxFixtures, so nobody provides one and the test fails."
                + " Write @SandboxFixtures on the class.";
    }

    private static boolean takesSandbox(TestDescriptor node) {
        return node.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(MethodSource::getMethodParameterTypes)
                // Asked first, because there may be many thousands of tests, and hardly any takes one.
                .filter(types -> types.contains(TYPE))
                .filter(types -> List.of(types.split(",\\s*", -1)).contains(TYPE))
                .isPresent();
    }

    /** Nested classes have the extensions of those around them. */
    private static boolean isProvided(TestDescriptor node) {
        return Claim.isAnnotated(node, SandboxFixtures.class)
                || node.getParent().filter(MissingFixtures::isProvided).isPresent();
    }
}
