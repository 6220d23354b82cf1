package dev.forkd.worker.warm;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Accesses private fields of the JDK's own classes, which a copied JVM has to change. Opening their packages would not
 * do: they would then also be open for the tests, which could pass here but fail in process. Instead it uses
 * {@code sun.misc.Unsafe}. If a later Java no longer has it, nothing is copied.
 */
final class JdkFields {

    private final Class<?> type;
    private final Object unsafe;

    JdkFields() throws ReflectiveOperationException {
        type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        unsafe = field.get(null);
    }

    /** Returns the value of a static field; the class is initialised if necessary. */
    @Nullable
    Object get(String className, String name) throws ReflectiveOperationException {
        Field field = Class.forName(className).getDeclaredField(name);
        Object base = type.getMethod("staticFieldBase", Field.class).invoke(unsafe, field);
        Object offset = type.getMethod("staticFieldOffset", Field.class).invoke(unsafe, field);
        return type.getMethod("getObject", Object.class, long.class).invoke(unsafe, base, offset);
    }

    long get(Object target, Class<?> owner, String name) throws ReflectiveOperationException {
        return (long) type.getMethod("getLong", Object.class, long.class).invoke(unsafe, target, offset(owner, name));
    }

    void set(Object target, Class<?> owner, String name, Object value) throws ReflectiveOperationException {
        type.getMethod("putObject", Object.class, long.class, Object.class)
                .invoke(unsafe, target, offset(owner, name), value);
    }

    void set(Object target, Class<?> owner, String name, long value) throws ReflectiveOperationException {
        type.getMethod("putLong", Object.class, long.class, long.class)
                .invoke(unsafe, target, offset(owner, name), value);
    }

    private Object offset(Class<?> owner, String name) throws ReflectiveOperationException {
        return type.getMethod("objectFieldOffset", Field.class).invoke(unsafe, owner.getDeclaredField(name));
    }
}
