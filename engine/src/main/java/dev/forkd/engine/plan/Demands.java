package dev.forkd.engine.plan;

import dev.forkd.junit.SandboxPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * What {@code @ForkdSandbox} demands for a unit.
 *
 * @param policies the policies of the unit's class and of all classes below it, because a suite runs as a whole
 * @param timeout the time limit of the unit's own class, if it has one
 */
public record Demands(List<SandboxPolicy> policies, Optional<Duration> timeout) {

    /** The demands of a unit without the annotation. */
    public static final Demands NONE = new Demands(List.of(), Optional.empty());

    static Demands of(TestDescriptor unit) {
        List<SandboxPolicy> policies = Stream.concat(Stream.of(unit), unit.getDescendants().stream())
                .flatMap(node -> policy(node).stream())
                .distinct()
                .toList();
        return policies.isEmpty() ? NONE : new Demands(policies, policy(unit).flatMap(SandboxPolicy::timeout));
    }

    private static Optional<SandboxPolicy> policy(TestDescriptor node) {
        try {
            return node.getSource()
                    .filter(ClassSource.class::isInstance)
                    .map(source -> ((ClassSource) source).getJavaClass())
                    .flatMap(SandboxPolicy::of);
        } catch (JUnitException | LinkageError e) {
            // An engine may name a class that cannot be loaded here; it counts as not annotated.
            return Optional.empty();
        }
    }
}
