package dev.forkd.engine.discovery;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestDescriptor;

/**
 * Kotest runs the specs in a list that its root holds, regardless of the root's children. A claimed spec must be
 * removed from that list as well, or it would also run here. If that is not possible, the spec is left to Kotest.
 */
final class KotestSpecs {

    private static final String KOTEST = "io.kotest.runner.junit.platform.KotestEngineDescriptor";

    private KotestSpecs() {}

    /** Tells whether the unit may be moved away from its root, after removing it from Kotest's list if necessary. */
    static boolean release(TestDescriptor root, TestDescriptor unit) {
        if (!root.getClass().getName().equals(KOTEST)) {
            return true;
        }
        try {
            Field field = root.getClass().getDeclaredField("classes");
            String name = unit.getUniqueId().getLastSegment().getValue();
            if (!field.trySetAccessible() || !(field.get(root) instanceof List<?> held)) {
                return false;
            }
            List<?> others =
                    held.stream().filter(spec -> !nameOf(spec).equals(name)).toList();
            field.set(root, others);
            return others.size() < held.size();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    /** A Kotlin class knows the Java class that it stands for. */
    private static String nameOf(Object spec) {
        return ReflectionSupport.findMethod(spec.getClass(), "getJClass")
                .map(method -> ReflectionSupport.invokeMethod(method, spec))
                .flatMap(type -> type instanceof Class<?> found ? Optional.of(found.getName()) : Optional.empty())
                .orElse("");
    }
}
