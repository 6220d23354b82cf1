package dev.forkd.engine.replay;

import dev.forkd.worker.protocol.ThrowableData;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes throwables of JDK classes whose fields are not accessible, such as {@code PatternSyntaxException}. It tries
 * public constructors with the values of the original's properties until one gives an equal throwable. This is done
 * only for the JDK's own classes, because constructors of other classes may have side effects.
 */
final class ConstructorSearch {

    private static final int MAX_PARAMETERS = 5;
    private static final int MAX_STEPS = 20_000;

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class,
            Boolean.class,
            char.class,
            Character.class,
            int.class,
            Integer.class,
            long.class,
            Long.class);

    private final ClassLoader loader;
    /**
     * A limit for all throwables of one event, because a sandbox may send many, and most combinations of arguments
     * fail.
     */
    private int stepsLeft = MAX_STEPS;

    ConstructorSearch(ClassLoader loader) {
        this.loader = loader;
    }

    @Nullable
    Throwable make(
            ThrowableData data, List<FieldValue> properties, @Nullable Throwable cause, Predicate<Throwable> faithful)
            throws ClassNotFoundException {
        Class<?> type = Class.forName(data.type(), false, loader);
        if (!isOfTheJdk(type) || !Throwable.class.isAssignableFrom(type)) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (FieldValue property : properties) {
            values.add(property.value());
        }
        values.add(data.message());
        values.add(cause);
        Search search = new Search(values, cause, faithful);
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.getParameterCount() <= MAX_PARAMETERS) {
                Throwable found = search.with(constructor, new ArrayList<>());
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private final class Search {

        private final List<@Nullable Object> values;
        private final @Nullable Throwable cause;
        private final Predicate<Throwable> faithful;

        Search(List<@Nullable Object> values, @Nullable Throwable cause, Predicate<Throwable> faithful) {
            this.values = values;
            this.cause = cause;
            this.faithful = faithful;
        }

        /** Tries all ways to complete these first arguments. */
        @Nullable
        Throwable with(Constructor<?> constructor, List<@Nullable Object> arguments) {
            if (stepsLeft <= 0) {
                return null;
            }
            stepsLeft--;
            if (arguments.size() == constructor.getParameterCount()) {
                return attempt(constructor, arguments);
            }
            Class<?> parameter = constructor.getParameterTypes()[arguments.size()];
            Class<?> type = BOXES.getOrDefault(parameter, parameter);
            List<@Nullable Object> candidates = new ArrayList<>(values);
            candidates.removeIf(value -> !type.isInstance(value));
            if (!parameter.isPrimitive()) {
                candidates.addAll(Collections.singletonList(null));
            }
            for (Object candidate : candidates) {
                arguments.add(candidate);
                Throwable found = with(constructor, arguments);
                arguments.remove(arguments.size() - 1);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        private @Nullable Throwable attempt(Constructor<?> constructor, List<@Nullable Object> arguments) {
            try {
                Throwable made = (Throwable) constructor.newInstance(arguments.toArray());
                if (cause != null && made.getCause() == null) {
                    made.initCause(cause);
                }
                return faithful.test(made) ? made : null;
            } catch (ReflectiveOperationException | RuntimeException e) {
                return null;
            }
        }
    }
}
