package dev.forkd.worker;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Loads the Spring application context of a class before the class's checkpoint. Spring itself loads it when the first
 * instance of the class is made. That is after the checkpoint, so each copy would load its own.
 */
final class ApplicationContexts {

    private static final String SPRING = "org.springframework.test.context.junit.jupiter.SpringExtension";

    private ApplicationContexts() {}

    /**
     * Loads the application context, if the class has one.
     *
     * @param engineContext Jupiter's context of the class
     * @return why the application context cannot be loaded; empty if it was loaded, or if there is none
     */
    static Optional<String> load(@Nullable Object engineContext) {
        try {
            if (engineContext != null
                    && engineContext.getClass().getMethod("getExtensionContext").invoke(engineContext)
                            instanceof ExtensionContext context) {
                return load(context);
            }
            return Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another engine, or a version of Jupiter whose context cannot be read. Each copy then loads its own.
            return Optional.empty();
        }
    }

    private static Optional<String> load(ExtensionContext context) throws ReflectiveOperationException {
        Class<?> testClass = context.getRequiredTestClass();
        boolean spring = AnnotationSupport.findRepeatableAnnotations(testClass, ExtendWith.class).stream()
                .flatMap(extended -> Arrays.stream(extended.value()))
                .anyMatch(extension -> extension.getName().equals(SPRING));
        if (!spring) {
            return Optional.empty();
        }
        try {
            Class.forName(SPRING, true, testClass.getClassLoader())
                    .getMethod("getApplicationContext", ExtensionContext.class)
                    .invoke(null, context);
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of("its application context cannot be loaded: " + e.getCause());
        }
    }
}
