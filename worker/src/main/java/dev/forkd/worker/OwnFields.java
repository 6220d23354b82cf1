package dev.forkd.worker;

import dev.forkd.worker.protocol.FieldData;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.ValueData;
import dev.forkd.worker.protocol.ValueData.Kind;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.ValueWrapper;

/**
 * Reads the values that a throwable has in addition to those of every throwable, because its message, text or cause may
 * be computed from them. The fields of the JDK's own classes are not accessible, so their public properties are read
 * instead.
 */
final class OwnFields {

    private static final int MAX_ELEMENTS = 1_000;

    private static final Map<Class<?>, Kind> SCALARS = Map.of(
            String.class, Kind.STRING,
            Boolean.class, Kind.BOOLEAN,
            Character.class, Kind.CHAR,
            Byte.class, Kind.BYTE,
            Short.class, Kind.SHORT,
            Integer.class, Kind.INT,
            Long.class, Kind.LONG,
            Float.class, Kind.FLOAT,
            Double.class, Kind.DOUBLE);

    /** Sent separately, or derived from what is sent. */
    private static final Set<String> COMMON_PROPERTIES =
            Set.of("getMessage", "getLocalizedMessage", "toString", "hashCode", "getClass");

    private final IntSupplier valuesLeft;
    private final Function<Throwable, ValueData> throwables;
    private final Function<String, String> texts;

    /**
     * Makes a reader.
     *
     * @param valuesLeft returns how many values may still be sent, and counts down
     * @param throwables encodes a throwable that a field holds
     * @param texts shortens a text that is too long
     */
    OwnFields(IntSupplier valuesLeft, Function<Throwable, ValueData> throwables, Function<String, String> texts) {
        this.valuesLeft = valuesLeft;
        this.throwables = throwables;
        this.texts = texts;
    }

    List<FieldData> read(Throwable throwable) {
        List<FieldData> fields = new ArrayList<>();
        if (isOfTheJdk(throwable.getClass())) {
            readProperties(throwable, fields);
            return fields;
        }
        for (Class<?> type = throwable.getClass(); type != null && !isOfTheJdk(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    add(fields, type, field.getName(), read(throwable, field));
                }
            }
        }
        return fields;
    }

    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private void readProperties(Throwable throwable, List<FieldData> fields) {
        for (Method method : throwable.getClass().getMethods()) {
            if (method.getParameterCount() == 0
                    && !Modifier.isStatic(method.getModifiers())
                    && isPlain(method.getReturnType())
                    && !COMMON_PROPERTIES.contains(method.getName())) {
                add(fields, method.getDeclaringClass(), method.getName(), read(throwable, method));
            }
        }
    }

    private static boolean isPlain(Class<?> type) {
        return (type.isPrimitive() && type != void.class) || type == String.class || type == Class.class;
    }

    private void add(List<FieldData> fields, Class<?> owner, String name, @Nullable Object value) {
        ValueData data = value == null || fields.size() >= Protocol.MAX_FIELDS ? null : value(value);
        if (data != null) {
            fields.add(new FieldData(owner.getName(), name, data));
        }
    }

    private static @Nullable Object read(Throwable throwable, Field field) {
        try {
            return field.trySetAccessible() ? field.get(throwable) : null;
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    private static @Nullable Object read(Throwable throwable, Method method) {
        try {
            return method.invoke(throwable);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** Encodes a value; {@code null} if it is not plain data. */
    private @Nullable ValueData value(Object value) {
        if (value instanceof Throwable throwable) {
            // Throwables have a limit of their own.
            return throwables.apply(throwable);
        }
        if (valuesLeft.getAsInt() <= 0) {
            return null;
        }
        Kind scalar = SCALARS.get(value.getClass());
        if (scalar != null) {
            return ValueData.of(scalar, texts.apply(value.toString()));
        }
        if (value instanceof Class<?> type) {
            return ValueData.of(Kind.CLASS, type.getName());
        }
        if (value instanceof ValueWrapper compared) {
            return ValueData.of(Kind.COMPARED, texts.apply(compared.getStringRepresentation()));
        }
        return value instanceof List<?> list && list.size() <= MAX_ELEMENTS ? list(list) : null;
    }

    private @Nullable ValueData list(List<?> list) {
        List<ValueData> values = new ArrayList<>();
        for (Object element : list) {
            // Nested lists are left out, because a list can contain itself.
            ValueData value = element == null
                    ? ValueData.of(Kind.NULL, null)
                    : element instanceof List<?> ? null : value(element);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return new ValueData(Kind.LIST, null, List.copyOf(values), null);
    }
}
