package dev.forkd.engine.replay;

import dev.forkd.worker.protocol.WorkerEvent.FrameData;
import dev.forkd.worker.protocol.WorkerEvent.ThrowableData;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.util.UnrecoverableExceptions;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

/**
 * Makes a throwable again from its parts: of the same class where that class is a throwable on this class
 * path, without running its constructors and without deserialising anything. The result is accepted only if
 * it says the same as the original; else a stand-in prints what the original printed.
 */
final class ThrowableReviver {

    /** JUnit 4's and JUnit 3's, which may be on the class path or not. */
    private static final Set<String> COMPARISON_FAILURES =
            Set.of("org.junit.ComparisonFailure", "junit.framework.ComparisonFailure");

    private final ClassLoader loader;
    private final @Nullable Method constructorMaker;
    private final @Nullable Object reflectionFactory;

    ThrowableReviver(ClassLoader loader) {
        this.loader = loader;
        Method maker = null;
        Object factory = null;
        try {
            // The same door that serialisation uses to make objects without their own constructors.
            Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
            factory = type.getMethod("getReflectionFactory").invoke(null);
            maker = type.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
        } catch (ReflectiveOperationException e) {
            // Without jdk.unsupported the stand-ins must do.
        }
        this.constructorMaker = maker;
        this.reflectionFactory = factory;
    }

    Throwable revive(ThrowableData data) {
        Throwable throwable = sameClass(data);
        if (throwable == null) {
            throwable = standIn(data);
        }
        ThrowableData cause = data.cause();
        Throwable revivedCause = cause == null ? null : revive(cause);
        if (revivedCause != null && !takesCause(throwable, revivedCause)) {
            throwable = standIn(data);
            throwable.initCause(revivedCause);
        }
        throwable.setStackTrace(
                data.frames().stream().map(ThrowableReviver::frame).toArray(StackTraceElement[]::new));
        for (ThrowableData suppressed : data.suppressed()) {
            throwable.addSuppressed(revive(suppressed));
        }
        return throwable;
    }

    private static Throwable standIn(ThrowableData data) {
        return data.assertion()
                ? new RemoteAssertion(data.message(), data.text())
                : new RemoteFailure(data.message(), data.text());
    }

    /** A class may answer for its cause from a field of its own, which nobody has set here. */
    private static boolean takesCause(Throwable throwable, Throwable cause) {
        try {
            if (throwable.getCause() == null) {
                throwable.initCause(cause);
            }
            return throwable.getCause() != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private @Nullable Throwable sameClass(ThrowableData data) {
        try {
            Throwable made = known(data);
            if (made == null) {
                made = withoutConstructor(data);
            }
            return made != null
                            && Objects.equals(made.getMessage(), data.message())
                            && made.toString().equals(data.text())
                    ? made
                    : null;
        } catch (Throwable failure) {
            UnrecoverableExceptions.rethrowIfUnrecoverable(failure);
            return null;
        }
    }

    /** Types whose extra values reports and IDEs read. */
    private @Nullable Throwable known(ThrowableData data) throws ReflectiveOperationException {
        if (COMPARISON_FAILURES.contains(data.type())) {
            String message = String.valueOf(data.message());
            // Its own message is made of three; the first ends where it shows the other two.
            int end = message.lastIndexOf(" expected:<");
            return Class.forName(data.type(), false, loader)
                    .asSubclass(Throwable.class)
                    .getConstructor(String.class, String.class, String.class)
                    .newInstance(end < 0 ? null : message.substring(0, end), data.expected(), data.actual());
        }
        if (data.type().equals(AssertionFailedError.class.getName())) {
            return data.expected() == null && data.actual() == null
                    ? new AssertionFailedError(data.message())
                    : new AssertionFailedError(data.message(), data.expected(), data.actual());
        }
        if (data.type().equals(MultipleFailuresError.class.getName())) {
            List<Throwable> failures =
                    data.failures().stream().map(this::revive).toList();
            return new MultipleFailuresError(heading(data), failures);
        }
        return null;
    }

    /** The heading is the part of the message before the first line of its own. */
    private static String heading(ThrowableData data) {
        String message = data.message() == null ? "" : data.message();
        int end = message.indexOf(" (" + data.failures().size() + " failure");
        return end < 0 ? message : message.substring(0, end);
    }

    private @Nullable Throwable withoutConstructor(ThrowableData data) throws ReflectiveOperationException {
        if (constructorMaker == null) {
            return null;
        }
        // Not initialised: nothing of the class may run before it is known to be a throwable.
        Class<?> type = Class.forName(data.type(), false, loader);
        if (!Throwable.class.isAssignableFrom(type)) {
            return null;
        }
        Constructor<?> base = Throwable.class.getDeclaredConstructor(String.class);
        Constructor<?> constructor = (Constructor<?>) constructorMaker.invoke(reflectionFactory, type, base);
        return (Throwable) constructor.newInstance(data.message());
    }

    private static StackTraceElement frame(FrameData frame) {
        return new StackTraceElement(
                frame.loader(),
                frame.module(),
                frame.version(),
                frame.type(),
                frame.method(),
                frame.file(),
                frame.line());
    }
}
