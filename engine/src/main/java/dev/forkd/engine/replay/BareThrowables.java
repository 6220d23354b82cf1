package dev.forkd.engine.replay;

import dev.forkd.worker.protocol.ThrowableData;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.opentest4j.ValueWrapper;

/**
 * Makes throwables of any class without running the class's constructors, and sets their fields. Only plain data is
 * set: strings, numbers, classes, throwables, and lists of those.
 */
final class BareThrowables {

    /** A message by which it is found out what a class adds to its message. */
    private static final String MARK = "<forkd:message>";

    private final ClassLoader loader;
    private final @Nullable Method constructorMaker;
    private final @Nullable Object reflectionFactory;

    BareThrowables(ClassLoader loader) {
        this.loader = loader;
        Method maker = null;
        Object factory = null;
        try {
            // The mechanism by which serialisation creates objects without running their own constructors.
            Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
            factory = type.getMethod("getReflectionFactory").invoke(null);
            maker = type.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
        } catch (ReflectiveOperationException e) {
            // Without the module jdk.unsupported only stand-ins are possible.
        }
        this.constructorMaker = maker;
        this.reflectionFactory = factory;
    }

    /**
     * Makes a throwable.
     *
     * @param data the original
     * @param fields the values of the original's fields
     * @param cause the cause
     * @param faithful tells whether a throwable is equal enough to the original
     * @return a throwable that passes that test, or {@code null} if none can be made
     */
    @Nullable
    Throwable make(
            ThrowableData data, List<FieldValue> fields, @Nullable Throwable cause, Predicate<Throwable> faithful)
            throws ReflectiveOperationException {
        Class<?> type = find(data.type());
        if (constructorMaker == null || type == null || !Throwable.class.isAssignableFrom(type)) {
            return null;
        }
        Constructor<?> base = Throwable.class.getDeclaredConstructor(String.class);
        Constructor<?> constructor = (Constructor<?>) constructorMaker.invoke(reflectionFactory, type, base);
        for (String message : messages(data, constructor, fields)) {
            Throwable made = make(constructor, message, fields);
            if (cause != null && made.getCause() == null) {
                made.initCause(cause);
            }
            if (says(made, faithful)) {
                return made;
            }
        }
        return null;
    }

    /** Finds a class without initialising it; {@code null} if it is missing or cannot be linked. */
    @Nullable
    Class<?> find(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    /**
     * The messages to try. The original's {@code getMessage()} may return more than the message that its constructor
     * was given. A throwable made with a marker as message shows what is added before and after it, and these parts are
     * removed.
     */
    private static List<@Nullable String> messages(
            ThrowableData data, Constructor<?> constructor, List<FieldValue> fields)
            throws ReflectiveOperationException {
        List<@Nullable String> messages = new ArrayList<>();
        String shown = data.message();
        messages.add(shown);
        if (shown != null && !fields.isEmpty()) {
            String marked = shownMessage(make(constructor, MARK, fields));
            int start = marked.indexOf(MARK);
            int after = marked.length() - start - MARK.length();
            if (start >= 0 && shown.length() >= start + after) {
                messages.add(shown.substring(start, shown.length() - after));
            }
            messages.add(null);
        }
        return messages;
    }

    private static String shownMessage(Throwable throwable) {
        try {
            return String.valueOf(throwable.getMessage());
        } catch (RuntimeException e) {
            return "";
        }
    }

    private static boolean says(Throwable throwable, Predicate<Throwable> faithful) {
        try {
            return faithful.test(throwable);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Throwable make(Constructor<?> constructor, @Nullable String message, List<FieldValue> fields)
            throws ReflectiveOperationException {
        Throwable made = (Throwable) constructor.newInstance(message);
        for (FieldValue value : fields) {
            set(made, value);
        }
        return made;
    }

    private static void set(Throwable throwable, FieldValue value) throws ReflectiveOperationException {
        for (Class<?> type = throwable.getClass(); type != Throwable.class; type = type.getSuperclass()) {
            if (type.getName().equals(value.owner())) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getName().equals(value.name())
                            && !Modifier.isStatic(field.getModifiers())
                            && field.trySetAccessible()) {
                        set(throwable, field, value.value());
                    }
                }
            }
        }
    }

    private static void set(Throwable throwable, Field field, Object value) throws ReflectiveOperationException {
        try {
            boolean wrapped = value instanceof Compared && field.getType() == ValueWrapper.class;
            field.set(throwable, wrapped ? ValueWrapper.create(((Compared) value).text()) : value);
        } catch (IllegalArgumentException e) {
            // The field has another type here; comparing the result with the original shows whether that matters.
        }
    }
}
