package dev.forkd.engine.plan;

import dev.forkd.schedule.Affinity;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.commons.PreconditionViolationException;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * Guesses which test classes share an expensive set-up in one JVM. Frameworks reuse an application context for classes
 * with equal configuration: the same annotations of the framework on the class and its superclasses, the same nested
 * configuration, and the same replaced beans. Other classes may share what a common superclass starts once.
 */
final class SharedSetUp {

    /** Before anything was measured, a context counts as much as this many tests. */
    private static final long TESTS_PER_CONTEXT = 20;

    private static final int MAX_DEPTH = 4;
    private static final List<String> FRAMEWORKS =
            List.of("org.springframework.", "io.quarkus.test.", "io.micronaut.test.", "org.jboss.arquillian.");

    private SharedSetUp() {}

    static Affinity of(TestDescriptor unit) {
        try {
            return unit.getSource()
                    .filter(ClassSource.class::isInstance)
                    .map(source -> of(((ClassSource) source).getJavaClass()))
                    .orElse(Affinity.NONE);
        } catch (PreconditionViolationException | LinkageError e) {
            // If parts of a class are missing, nothing can be said about its set-up.
            return Affinity.NONE;
        }
    }

    private static Affinity of(Class<?> type) {
        Set<String> parts = new TreeSet<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            parts.addAll(frameworkAnnotations(c));
            if (parts.stream().anyMatch(part -> part.contains("DirtiesContext("))) {
                return Affinity.NONE;
            }
        }
        if (parts.isEmpty()) {
            Class<?> above = type.getSuperclass();
            return above == null || above == Object.class || above.getName().startsWith("java.")
                    ? Affinity.NONE
                    : new Affinity("extends " + above.getName(), 0);
        }
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            parts.addAll(ownConfiguration(c));
        }
        return new Affinity(String.join("\n", parts), TESTS_PER_CONTEXT);
    }

    /** Nested configuration classes, replaced beans, and properties that a method computes. */
    private static List<String> ownConfiguration(Class<?> type) {
        List<String> own = new ArrayList<>();
        for (Class<?> nested : type.getDeclaredClasses()) {
            if (frameworkAnnotations(nested).stream().anyMatch(part -> part.contains("Configuration("))) {
                own.add(nested.getName());
            }
        }
        for (Field field : type.getDeclaredFields()) {
            frameworkAnnotations(field).stream()
                    .filter(part -> part.contains("Bean("))
                    .forEach(part -> own.add(part + " " + field.getType().getName() + " " + field.getName()));
        }
        for (Method method : type.getDeclaredMethods()) {
            if (frameworkAnnotations(method).stream().anyMatch(part -> part.contains("DynamicPropertySource("))) {
                own.add(type.getName());
            }
        }
        return own;
    }

    private static Set<String> frameworkAnnotations(AnnotatedElement element) {
        Set<String> found = new TreeSet<>();
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            if (isFrameworks(annotation, new HashSet<>(), 0)) {
                found.add(annotation.toString());
            }
        }
        return found;
    }

    /** Tells whether an annotation is one of the frameworks', or is composed of such annotations. */
    private static boolean isFrameworks(Annotation annotation, Set<Class<?>> seen, int depth) {
        Class<? extends Annotation> type = annotation.annotationType();
        if (FRAMEWORKS.stream().anyMatch(type.getName()::startsWith)) {
            return true;
        }
        if (depth == MAX_DEPTH || !seen.add(type) || type.getName().startsWith("java.")) {
            return false;
        }
        for (Annotation above : type.getDeclaredAnnotations()) {
            if (isFrameworks(above, seen, depth + 1)) {
                return true;
            }
        }
        return false;
    }
}
