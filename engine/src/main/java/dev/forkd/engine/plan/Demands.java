package dev.forkd.engine.plan;

import dev.forkd.junit.ForkdSandbox.Split;
import dev.forkd.junit.MethodTies;
import dev.forkd.junit.SandboxNeeds;
import dev.forkd.junit.SandboxPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
 * @param repeat how often each of the unit's methods runs
 * @param split what is known of the unit's methods, if these are to run apart; empty if the unit is to run as a whole
 * @param conflict why what is demanded cannot be done; empty if it can
 */
public record Demands(
        List<SandboxPolicy> policies,
        Optional<Duration> timeout,
        SandboxNeeds needs,
        int retries,
        int repeat,
        Optional<MethodTies> split,
        Optional<String> conflict) {

    /** With it begin the types of the segments of Jupiter's nested classes, whether they run once or several times. */
    private static final String NESTED = "nested-class";

    /** The demands of a unit without the annotation. */
    public static final Demands NONE =
            new Demands(List.of(), Optional.empty(), SandboxNeeds.NONE, 0, 1, Optional.empty(), Optional.empty());

    static Demands of(TestDescriptor unit, SplitCheck splits, HostCode hostCode) {
        List<TestDescriptor> nodes = new ArrayList<>(unit.getDescendants());
        nodes.add(0, unit);
        List<SandboxPolicy> policies =
                nodes.stream().flatMap(node -> policy(node).stream()).distinct().toList();
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
                own.map(SandboxPolicy::repeat).orElse(1),
                own.filter(policy -> policy.split() == Split.METHODS).map(SandboxPolicy::ties),
                misplaced(nodes)
                        .or(() -> needs.size() == 1
                                ? own.flatMap(policy -> splits.refusal(unit, policy))
                                        .or(() -> hostCode.refusal(unit, policies))
                                : Optional.of(conflict(unit, policies))));
    }

    /** A nested class that says something else than its top-level class, in whose sandbox it runs. */
    private static Optional<String> misplaced(List<TestDescriptor> nodes) {
        return nodes.stream()
                .filter(node -> node.getUniqueId().getLastSegment().getType().startsWith(NESTED))
                .flatMap(node -> type(node).stream())
                .flatMap(type -> SandboxPolicy.misplaced(type).stream())
                .findFirst();
    }

    /**
     * Tells whether a class asks to be split, but cannot be because it belongs to a suite, which runs as a whole.
     *
     * @return {@code true} for such a suite
     */
    public boolean splitInVain() {
        return split.isEmpty() && policies.stream().anyMatch(policy -> policy.split() == Split.METHODS);
    }

    private static String conflict(TestDescriptor suite, List<SandboxPolicy> policies) {
        return "@ForkdSandbox asks for different sandboxes on classes of " + suite.getDisplayName()
                + ", which runs as a whole in one: "
                + policies.stream().map(SandboxPolicy::className).collect(Collectors.joining(", "))
                + ". Let them say the same, or put it on the suite's class.";
    }

    private static Optional<SandboxPolicy> policy(TestDescriptor node) {
        return type(node).flatMap(SandboxPolicy::of);
    }

    private static Optional<Class<?>> type(TestDescriptor node) {
        try {
            return node.getSource().filter(ClassSource.class::isInstance).map(source -> ((ClassSource) source)
                    .getJavaClass());
        } catch (JUnitException | LinkageError e) {
            // An engine may name a class that cannot be loaded here; it counts as not annotated.
            return Optional.empty();
        }
    }
}
