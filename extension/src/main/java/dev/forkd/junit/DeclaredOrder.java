package dev.forkd.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Finds what says that the test methods of a class follow each other, in Jupiter or in another engine. Annotations are
 * looked for by their names, because a project has only those of its own engines.
 */
final class DeclaredOrder {

    private static final List<String> ON_CLASSES =
            List.of("org.junit.jupiter.api.TestMethodOrder", "org.junit.FixMethodOrder", "spock.lang.Stepwise");

    private static final String OF_TESTNG = "org.testng.annotations.Test";
    private static final List<String> DEPENDING = List.of("dependsOnMethods", "dependsOnGroups");

    private DeclaredOrder() {}

    /** Returns the reason as a part of a sentence; empty if nothing was found. */
    static Optional<String> of(Class<?> type) {
        return ON_CLASSES.stream()
                .flatMap(name -> annotation(type, name).stream())
                .filter(annotation ->
                        upwards(type).stream().anyMatch(above -> AnnotationSupport.isAnnotated(above, annotation)))
                .findFirst()
                .map(annotation -> "@" + annotation.getSimpleName() + " on " + type.getName()
                        + " says that methods follow each other")
                .or(() -> annotation(type, OF_TESTNG).flatMap(test -> ofDepending(type, test)));
    }

    private static Optional<String> ofDepending(Class<?> type, Class<? extends Annotation> test) {
        return upwards(type).stream()
                .flatMap(above -> Stream.of(above.getDeclaredMethods()))
                .filter(method -> depends(method, test))
                .findFirst()
                .map(method -> "@Test(dependsOn...) on " + type.getName() + "." + method.getName()
                        + "() says that it follows other methods");
    }

    private static boolean depends(Method method, Class<? extends Annotation> test) {
        Annotation found = method.getAnnotation(test);
        return found != null && DEPENDING.stream().anyMatch(attribute -> names(found, attribute));
    }

    private static boolean names(Annotation found, String attribute) {
        try {
            return found.annotationType().getMethod(attribute).invoke(found) instanceof String[] names
                    && names.length > 0;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static Optional<Class<? extends Annotation>> annotation(Class<?> type, String name) {
        try {
            return Optional.of(Class.forName(name, false, type.getClassLoader()).asSubclass(Annotation.class));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Returns a class and its superclasses that are somebody's own. */
    static List<Class<?>> upwards(Class<?> type) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            found.add(c);
        }
        return found;
    }
}
