package dev.forkd.engine.plan;

import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.Split;
import dev.forkd.junit.SandboxPolicy;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * Finds classes whose code runs on this machine when tests are only looked for. Jupiter and JUnit 4's standard runner
 * load classes without initializing them, but some declarations make an engine call the project's code, and other
 * engines are not known to leave it alone. A class that must never run on this machine is then refused: it is too late
 * to prevent it, but not to say so.
 */
final class HostCode {

    private static final String VINTAGE = "junit-vintage";
    private static final Set<String> LOOKING_ONLY = Set.of("junit-jupiter", VINTAGE, "junit-platform-suite");

    /** Annotations that name a class which engines ask when they discover tests, and the attribute that does. */
    private static final Map<String, String> ASKED = Map.of(
            "org.junit.jupiter.api.TestMethodOrder", "value",
            "org.junit.jupiter.api.TestClassOrder", "value",
            "org.junit.jupiter.api.DisplayNameGeneration", "value",
            "org.junit.jupiter.api.IndicativeSentencesGeneration", "generator",
            "org.junit.runner.RunWith", "value");

    /** JUnit's own ones that do not call the class. */
    private static final List<String> HARMLESS = List.of("org.junit.jupiter.api.", "org.junit.runners.JUnit4");

    private static final String WHEN = " on this machine when tests are only looked for";

    private final JupiterDefaults defaults;

    HostCode(JupiterDefaults defaults) {
        this.defaults = defaults;
    }

    /** Returns the message for a unit that must never run here and of which code has run; empty for all others. */
    Optional<String> refusal(TestDescriptor unit, List<SandboxPolicy> policies) {
        return policies.stream()
                .filter(policy -> policy.requires() == Requirement.MICROVM)
                .findFirst()
                .flatMap(policy -> reason(unit, policy.split() == Split.METHODS)
                        .map(reason -> "@ForkdSandbox on " + policy.className() + ": requires = MICROVM, but " + reason
                                + ". Change that, or accept it with requires = ANY."));
    }

    private Optional<String> reason(TestDescriptor unit, boolean fieldsWereRead) {
        List<TestDescriptor> nodes =
                Stream.concat(Stream.of(unit), unit.getDescendants().stream()).toList();
        return nodes.stream()
                .flatMap(HostCode::engines)
                .filter(engine -> !LOOKING_ONLY.contains(engine))
                .findFirst()
                .map(engine -> "the engine " + engine + " may run code of the class" + WHEN)
                .or(() -> nodes.stream()
                        .flatMap(node -> ofClass(node, fieldsWereRead).stream())
                        .findFirst());
    }

    /** A suite's id has those of the engines in it, too. */
    private static Stream<String> engines(TestDescriptor node) {
        return node.getUniqueId().getSegments().stream()
                .filter(segment -> segment.getType().equals("engine"))
                .map(Segment::getValue);
    }

    private Optional<String> ofClass(TestDescriptor node, boolean fieldsWereRead) {
        return node.getSource().filter(ClassSource.class::isInstance).flatMap(source -> {
            Class<?> type = ((ClassSource) source).getJavaClass();
            boolean vintage = engines(node).anyMatch(VINTAGE::equals);
            return (vintage
                            ? madeByJUnit3(type)
                            : defaults.asked().stream().findFirst().map(HostCode::runs))
                    .or(() -> asked(type))
                    .or(() -> initialized(type, vintage || fieldsWereRead));
        });
    }

    private static String runs(String what) {
        return what + " runs code" + WHEN;
    }

    private static Optional<String> madeByJUnit3(Class<?> type) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals("suite")
                    && method.getParameterCount() == 0
                    && Modifier.isStatic(method.getModifiers())) {
                return Optional.of(runs("its method suite()"));
            }
        }
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            if (above.getName().equals("junit.framework.TestCase")) {
                return Optional.of(
                        "JUnit makes instances of " + type.getName() + ", a junit.framework.TestCase," + WHEN);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> asked(Class<?> type) {
        return ASKED.entrySet().stream()
                .flatMap(entry ->
                        annotation(type, entry.getKey())
                                .flatMap(annotation -> asked(annotation, entry.getValue()))
                                .stream())
                .findFirst();
    }

    /** Also finds what is on an interface or comes with another annotation, as Jupiter does. */
    private static Optional<Annotation> annotation(Class<?> type, String name) {
        try {
            return AnnotationSupport.findAnnotation(
                            type,
                            Class.forName(name, false, type.getClassLoader()).asSubclass(Annotation.class))
                    .map(Annotation.class::cast);
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> asked(Annotation annotation, String attribute) {
        String name = "@" + annotation.annotationType().getSimpleName();
        try {
            String named =
                    ((Class<?>) annotation.annotationType().getMethod(attribute).invoke(annotation)).getName();
            return HARMLESS.stream().anyMatch(named::startsWith)
                    ? Optional.empty()
                    : Optional.of(runs(name + "(" + named + ")"));
        } catch (ReflectiveOperationException | ClassCastException e) {
            return Optional.of(name + " cannot be looked at: " + e);
        }
    }

    private static Optional<String> initialized(Class<?> type, boolean fieldsWereRead) {
        try {
            return AnnotationEnums.of(type, fieldsWereRead).stream()
                    .filter(InitializerCode::runsMore)
                    .findFirst()
                    .map(named -> "an annotation of " + type.getName() + " names a constant of " + named.getName()
                            + ", and that enum's initializer runs code" + WHEN);
        } catch (Throwable e) {
            return Optional.of("its annotations cannot be looked at: " + e);
        }
    }
}
