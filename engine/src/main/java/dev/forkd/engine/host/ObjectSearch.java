package dev.forkd.engine.host;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds an object behind the Launcher's listeners. The Platform offers no way to report how long a test took elsewhere,
 * or to use a build tool's console, so this looks for the tool's own listener. Only fields of the Launcher's classes,
 * and collections in them, are followed. What cannot be read is skipped; then reports show the times of the replay.
 */
final class ObjectSearch {

    private static final String LAUNCHER_PACKAGE = "org.junit.platform.launcher.";
    private static final int MAX_OBJECTS = 10_000;

    private ObjectSearch() {}

    static Optional<Object> find(Object start, String className) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> toVisit = new ArrayDeque<>();
        toVisit.add(start);
        while (!toVisit.isEmpty() && seen.size() < MAX_OBJECTS) {
            Object object = toVisit.removeFirst();
            if (seen.add(object)) {
                if (object.getClass().getName().equals(className)) {
                    return Optional.of(object);
                }
                if (object instanceof Iterable<?> elements && isCollection(object)) {
                    elements.forEach(element -> add(toVisit, element));
                } else if (object.getClass().getName().startsWith(LAUNCHER_PACKAGE)) {
                    addFields(object, toVisit);
                }
            }
        }
        return Optional.empty();
    }

    static @Nullable Object read(Object object, String field) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field candidate : type.getDeclaredFields()) {
                if (candidate.getName().equals(field)) {
                    return value(candidate, object);
                }
            }
        }
        return null;
    }

    private static boolean isCollection(Object object) {
        return object.getClass().getName().startsWith("java.util.");
    }

    private static void addFields(Object object, Deque<Object> toVisit) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    add(toVisit, value(field, object));
                }
            }
        }
    }

    private static void add(Deque<Object> toVisit, @Nullable Object value) {
        if (value != null) {
            toVisit.add(value);
        }
    }

    private static @Nullable Object value(Field field, Object object) {
        try {
            return field.trySetAccessible() ? field.get(object) : null;
        } catch (IllegalAccessException | RuntimeException e) {
            return null;
        }
    }
}
