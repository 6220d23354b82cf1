package dev.forkd.engine.plan;

import dev.forkd.junit.SandboxNeeds;
import dev.forkd.junit.SandboxPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * What {@code @ForkdSandbox} demands for a unit.
 *
 * @param policies the policies of the unit's class and of all classes below it, because a suite runs as a whole
 * @param timeout the time limit of the unit's own class, if it has one
 * @param needs what the unit's sandbox must be like; nothing special for a class without the annotation
 * @param retries how often the unit runs again after a failure
 * @param conflict why no sandbox can be what all classes of a suite need; empty if one can
 */
public record Demands(
        List<SandboxPolicy> policies,
        Optional<Duration> timeout,
        SandboxNeeds needs,
        int retries,
        Optional<String> conflict) {

    /** The demands of a unit without the annotation. */
    public static final Demands NONE = new Demands(List.of(), Optional.empty(), SandboxNeeds.NONE, 0, Optional.empty());

    static Demands of(TestDescriptor unit) {
        List<SandboxPolicy> policies = Stream.concat(Stream.of(unit), unit.getDescendants().stream())
                .flatMap(node -> policy(node).stream())
                .distinct()
                .toList();
        if (policies.isEmpty()) {
            return NONE;
        }
        Optional<SandboxPolicy> own = policy(unit);
        // Nested classes run in the sandbox of their top-level class, so only the classes of a suite can have different
        // needs.
        List<SandboxNeeds> needs = own.map(policy -> List.of(policy.needs()))
                .orElseGet(() ->
                        policies.stream().map(SandboxPolicy::needs).distinct().toList());
        return new Demands(
                policies,
                own.flatMap(SandboxPolicy::timeout),
                needs.get(0),
                own.map(SandboxPolicy::retries).orElseGet(() -> policies.stream()
                        .mapToInt(SandboxPolicy::retries)
                        .max()
                        .orElse(0)),
                needs.size() == 1 ? Optional.empty() : Optional.of(conflict(unit, policies)));
    }

    private static String conflict(TestDescriptor suite, List<SandboxPolicy> policies) {
        return "@ForkdSandbox asks for different sandboxes on classes of " + suite.getDisplayName()
                + ", which runs as a whole in one: "
                + policies.stream().map(SandboxPolicy::className).collect(Collectors.joining(", "))
                + ". Let them say the same, or put it on the suite's class.";
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
