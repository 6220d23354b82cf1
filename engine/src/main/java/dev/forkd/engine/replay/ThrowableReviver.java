package dev.forkd.engine.replay;

import dev.forkd.engine.host.HostFrames;
import dev.forkd.worker.protocol.FieldData;
import dev.forkd.worker.protocol.FrameData;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.ValueData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a throwable from its parts, without deserialising anything. If the class exists here, the result has the same
 * class, but only if it prints the same as the original. Otherwise the result is a stand-in that prints the same.
 */
final class ThrowableReviver {

    /** How long the methods of the classes may take to say what a throwable said in the sandbox. */
    private static final Duration MAX_TIME = Duration.ofSeconds(10);
    /** More than a worker tells of one chain. */
    private static final int MAX_CAUSES = 1_000;

    private final BareThrowables bare;
    private final ClassLoader loader;
    private final StandIns standIns;
    private final HostFrames callers;
    private final Duration maxTime;
    /** Classes that took too long once. Many tests may fail with the same one, and each would take as long. */
    private final Set<String> slow = ConcurrentHashMap.newKeySet();

    ThrowableReviver(ClassLoader loader, HostFrames callers) {
        this(loader, callers, MAX_TIME);
    }

    ThrowableReviver(ClassLoader loader, HostFrames callers, Duration maxTime) {
        this.maxTime = maxTime;
        this.callers = callers;
        bare = new BareThrowables(loader);
        this.loader = loader;
        standIns = new StandIns();
    }

    /**
     * Makes a throwable. Methods of its own class run on another thread, because what they do here, where no test runs,
     * may take for ever.
     */
    Throwable revive(ThrowableData data) {
        Revival revival = new Revival(true);
        FutureTask<Throwable> task = new FutureTask<>(() -> revival.revive(data));
        Thread thread = new Thread(task, "forkd-throwable");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(maxTime.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            slow.add(revival.type);
        } catch (ExecutionException e) {
            // A stand-in says the same.
        }
        thread.interrupt();
        return new Revival(false).revive(data);
    }

    /** Makes the throwables of one event. A throwable may occur in several places of it. */
    private final class Revival {

        private final Map<Integer, Throwable> made = new HashMap<>();
        private final ConstructorSearch constructors = new ConstructorSearch(loader);
        private final boolean byItsClass;
        /** The class whose methods run now, or ran last. */
        private volatile String type = "";

        Revival(boolean byItsClass) {
            this.byItsClass = byItsClass;
        }

        Throwable revive(ThrowableData data) {
            List<Throwable> suppressed =
                    data.suppressed().stream().map(this::revive).toList();
            ThrowableData cause = data.cause();
            Throwable revivedCause = cause == null ? null : revive(cause);
            StackTraceElement[] trace = callers.inPlaceOfTheWorker(
                    data.frames().stream().map(ThrowableReviver::frame).toList());
            Throwable throwable = byItsClass && !slow.contains(data.type()) ? faithful(data, revivedCause) : null;
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
                type = data.type();
                Throwable same = bare.make(data, fields, cause, throwable -> saysTheSame(throwable, data, cause));
                return same != null
                        ? same
                        : constructors.make(data, fields, cause, throwable -> saysTheSame(throwable, data, cause));
            } catch (Throwable failure) {
                // Even for lack of memory: what its own methods took is free again.
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

    /** A throwable that is its own cause, or makes ever more of them, would make reporters loop until memory ends. */
    private static boolean causesEnd(Throwable throwable) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = throwable; cause != null; cause = cause.getCause()) {
            if (!seen.add(cause) || seen.size() > MAX_CAUSES) {
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
