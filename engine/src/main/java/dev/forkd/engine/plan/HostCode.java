package dev.forkd.engine.plan;

import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.SandboxPolicy;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * Finds classes whose code runs on this machine when tests are only looked for. Jupiter and JUnit 4's standard runner
 * load classes without initializing them, but some declarations make an engine call the project's code, and other
 * engines are not known to leave it alone. A class that must never run on this machine is then refused: it is too late
 * to prevent it, but not to say so.
 */
final class HostCode {

    private static final Set<String> LOOKING_ONLY = Set.of("junit-jupiter", "junit-vintage", "junit-platform-suite");

    /** Annotations that name a class which engines ask when they discover tests. */
    private static final Set<String> ASKED = Set.of(
            "org.junit.jupiter.api.TestMethodOrder",
            "org.junit.jupiter.api.TestClassOrder",
            "org.junit.jupiter.api.DisplayNameGeneration",
            "org.junit.runner.RunWith");

    /** JUnit's own ones that do not call the class. */
    private static final List<String> HARMLESS = List.of("org.junit.jupiter.api.", "org.junit.runners.JUnit4");

    private HostCode() {}

    /** Returns the message for a unit that must never run here and of which code has run; empty for all others. */
    static Optional<String> refusal(TestDescriptor unit, List<SandboxPolicy> policies) {
        return policies.stream()
                .filter(policy -> policy.requires() == Requirement.MICROVM)
                .findFirst()
                .flatMap(policy -> reason(unit)
                        .map(reason -> "@ForkdSandbox on " + policy.className() + ": requires = MICROVM, but " + reason
                                + ". Change that, or accept it with requires = ANY."));
    }

    private static Optional<String> reason(TestDescriptor unit) {
        String engine = unit.getUniqueId().getEngineId().orElse("");
        if (!LOOKING_ONLY.contains(engine)) {
            return Optional.of(
                    "the engine " + engine + " may run code of the class on this machine when it only looks for tests");
        }
        return Stream.concat(Stream.of(unit), unit.getDescendants().stream())
                .flatMap(node -> node.getSource().stream())
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass())
                .flatMap(type -> Stream.of(type.getAnnotations()))
                .flatMap(annotation -> asked(annotation).stream())
                .findFirst();
    }

    private static Optional<String> asked(Annotation annotation) {
        if (!ASKED.contains(annotation.annotationType().getName())) {
            return Optional.empty();
        }
        try {
            String named =
                    ((Class<?>) annotation.annotationType().getMethod("value").invoke(annotation)).getName();
            return HARMLESS.stream().anyMatch(named::startsWith)
                    ? Optional.empty()
                    : Optional.of("@" + annotation.annotationType().getSimpleName() + "(" + named
                            + ") runs code on this machine when tests are only looked for");
        } catch (ReflectiveOperationException | ClassCastException e) {
            return Optional.of("@" + annotation.annotationType().getSimpleName() + " cannot be looked at: " + e);
        }
    }
}
