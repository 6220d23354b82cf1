package dev.forkd.engine.plan;

import dev.forkd.junit.ForkdSandbox.Split;
import dev.forkd.junit.MethodTies;
import dev.forkd.junit.SandboxPolicy;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * Finds out whether the methods of a class may run apart from each other, in several JVMs. What the class itself
 * declares is in its {@link MethodTies}; here is what engines and settings add to it.
 */
public final class SplitCheck {

    private static final String JUPITER = "junit-jupiter";

    private final JupiterDefaults defaults;

    /**
     * Makes a check.
     *
     * @param defaults how Jupiter runs classes that do not say otherwise
     */
    public SplitCheck(JupiterDefaults defaults) {
        this.defaults = defaults;
    }

    /** Returns the message for a class that asks to be split and cannot be. */
    Optional<String> refusal(TestDescriptor unit, SandboxPolicy policy) {
        return policy.split() == Split.METHODS && policy.contradiction().isEmpty()
                ? tie(unit, policy.ties()).map(policy::refusalToSplit)
                : Optional.empty();
    }

    /**
     * Tells whether a unit may be split although nobody asked for it: nothing ties its methods to each other, and
     * nothing runs once for all of them.
     *
     * @param unit a child of our root
     * @return {@code false} also if the class cannot be looked at
     */
    public boolean isFree(TestDescriptor unit) {
        try {
            return unit.getSource()
                    .filter(ClassSource.class::isInstance)
                    .map(source -> MethodTies.of(((ClassSource) source).getJavaClass()))
                    .filter(ties -> ties.isFree() && tie(unit, ties).isEmpty())
                    .isPresent();
        } catch (JUnitException | LinkageError | TypeNotPresentException e) {
            return false;
        }
    }

    private Optional<String> tie(TestDescriptor unit, MethodTies ties) {
        String engine = unit.getUniqueId().getEngineId().orElse("");
        if (!engine.equals(JUPITER)) {
            return Optional.of("it is run by " + engine + ", and only the methods of Jupiter's classes can run alone");
        }
        if (Stream.concat(Stream.of(unit), unit.getDescendants().stream()).anyMatch(SplitCheck::isTemplate)) {
            return Optional.of("it has a class that runs several times as a whole, whose methods are known only then");
        }
        if (hasLocks(unit)) {
            return Optional.of("its @ResourceLock or @Isolated keeps tests apart in one JVM only");
        }
        if (defaults.onePerClass() && !ties.choosesLifecycle()) {
            return Optional.of(
                    "junit.jupiter.testinstance.lifecycle.default=per_class lets its methods share one instance");
        }
        return Optional.empty();
    }

    private static boolean isTemplate(TestDescriptor node) {
        return node.getUniqueId().getLastSegment().getType().endsWith("class-template");
    }

    static boolean hasLocks(TestDescriptor unit) {
        return Stream.concat(Stream.of(unit), unit.getDescendants().stream())
                .anyMatch(node -> node instanceof Node<?> locking
                        && !locking.getExclusiveResources().isEmpty());
    }
}
