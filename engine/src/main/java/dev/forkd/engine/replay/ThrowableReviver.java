package dev.forkd.engine.replay;

import dev.forkd.engine.host.HostFrames;
import dev.forkd.worker.protocol.FieldData;
import dev.forkd.worker.protocol.FrameData;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.ValueData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.util.UnrecoverableExceptions;

/**
 * Makes a throwable from its parts, without deserialising anything. If the class exists here, the result has the same
 * class, but only if it prints the same as the original. Otherwise the result is a stand-in that prints the same.
 */
final class ThrowableReviver {

    private final BareThrowables bare;
    private final ClassLoader loader;
    private final StandIns standIns;
    private final HostFrames callers;

    ThrowableReviver(ClassLoader loader, HostFrames callers) {
        this.callers = callers;
        bare = new BareThrowables(loader);
        this.loader = loader;
        standIns = new StandIns();
    }

    Throwable revive(ThrowableData data) {
        return new Revival().revive(data);
    }

    /** Makes the throwables of one event. A throwable may occur in several places of it. */
    private final class Revival {

        private final Map<Integer, Throwable> made = new HashMap<>();
        private final ConstructorSearch constructors = new ConstructorSearch(loader);

        Throwable revive(ThrowableData data) {
            List<Throwable> suppressed =
                    data.suppressed().stream().map(this::revive).toList();
            ThrowableData cause = data.cause();
            Throwable revivedCause = cause == null ? null : revive(cause);
            StackTraceElement[] trace = callers.inPlaceOfTheWorker(
                    data.frames().stream().map(ThrowableReviver::frame).toList());
            Throwable throwable = faithful(data, revivedCause);
            if (throwable == null || !takes(throwable, trace)) {
                throwable = standIns.make(data);
                throwable.setStackTrace(trace);
                if (revivedCause != null) {
                    throwable.initCause(revivedCause);
                }
            }
            suppressed.forEach(throwable::addSuppressed);
            made.put(data.number(), throwable);
            return throwable;
        }

        /**
         * Makes a throwable of the original's class with the same message, text and cause; {@code null} if that is
         * impossible.
         */
        private @Nullable Throwable faithful(ThrowableData data, @Nullable Throwable cause) {
            try {
                List<FieldValue> fields = new ArrayList<>();
                for (FieldData field : data.fields()) {
                    Object value = value(field.value());
                    if (value != null) {
                        fields.add(new FieldValue(field.owner(), field.name(), value));
                    }
                }
                Throwable same = bare.make(data, fields, cause, throwable -> saysTheSame(throwable, data, cause));
                return same != null
                        ? same
                        : constructors.make(data, fields, cause, throwable -> saysTheSame(throwable, data, cause));
            } catch (Throwable failure) {
                UnrecoverableExceptions.rethrowIfUnrecoverable(failure);
                return null;
            }
        }

        private @Nullable Object value(ValueData data) {
            ThrowableData throwable = data.throwable();
            String text = Objects.requireNonNullElse(data.text(), "");
            return switch (data.kind()) {
                case NULL -> null;
                case STRING -> text;
                case BOOLEAN -> Boolean.valueOf(text);
                case CHAR -> text.charAt(0);
                case BYTE -> Byte.valueOf(text);
                case SHORT -> Short.valueOf(text);
                case INT -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case FLOAT -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case CLASS -> bare.find(text);
                case COMPARED -> new Compared(text);
                case LIST -> list(data.values());
                case THROWABLE -> throwable == null ? null : revive(throwable);
                case SAME -> made.get(Integer.valueOf(text));
            };
        }

        private List<@Nullable Object> list(List<ValueData> values) {
            List<@Nullable Object> list = new ArrayList<>();
            values.forEach(value -> list.add(value(value)));
            return list;
        }
    }

    /**
     * Tells whether a throwable prints the same as the original. Whether there is a cause is compared too, because a
     * class may return it from a field of its own that could not be set.
     */
    private static boolean saysTheSame(Throwable throwable, ThrowableData data, @Nullable Throwable cause) {
        return Objects.equals(throwable.getMessage(), data.message())
                && String.valueOf(throwable.toString()).equals(data.text())
                && (throwable.getCause() == null) == (cause == null)
                && causesEnd(throwable);
    }

    /** A throwable that is its own cause would make reporters loop until their stack overflows. */
    private static boolean causesEnd(Throwable throwable) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = throwable; cause != null; cause = cause.getCause()) {
            if (!seen.add(cause)) {
                return false;
            }
        }
        return true;
    }

    /** Sets the stack trace. A class may override this and fail, because it needs fields that could not be set. */
    private static boolean takes(Throwable throwable, StackTraceElement[] trace) {
        try {
            throwable.setStackTrace(trace);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
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
