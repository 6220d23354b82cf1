package dev.forkd.worker;

import dev.forkd.worker.protocol.FieldData;
import dev.forkd.worker.protocol.FrameData;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.ValueData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a throwable, even if its own methods throw or it contains itself. Depth, number and size are limited, because
 * the host refuses a worker that sends lines which are too long.
 */
public final class ThrowableEncoder {

    private static final int MAX_DEPTH = 64;
    /** Smaller than the limit for causes, because each throwable in a field takes several levels of JSON. */
    private static final int MAX_DEPTH_OF_FIELDS = 24;

    private static final int MAX_THROWABLES = 1_000;
    private static final int MAX_FRAMES = 2_048;
    private static final int MAX_FRAMES_IN_ALL = 20_000;
    private static final int MAX_CHARS = 1_000_000;
    private static final int MAX_CHARS_IN_ALL = 4_000_000;
    private static final int MAX_VALUES_IN_ALL = 20_000;
    private static final String CUT = "... (cut by forkd)";

    private final IdentityHashMap<Throwable, Integer> numbers = new IdentityHashMap<>();
    private int valuesLeft = MAX_VALUES_IN_ALL;
    private int throwablesLeft = MAX_THROWABLES;
    private int framesLeft = MAX_FRAMES_IN_ALL;
    private int charsLeft = MAX_CHARS_IN_ALL;

    private ThrowableEncoder() {}

    /**
     * Encodes a throwable.
     *
     * @param throwable any throwable
     * @return its data, shortened to the limits
     */
    public static ThrowableData encode(Throwable throwable) {
        return new ThrowableEncoder().encode(throwable, 0, identitySet());
    }

    /**
     * Visits throwables in the order in which a stack trace is printed, so that the same ones appear as circular
     * references.
     */
    private ThrowableData encode(Throwable throwable, int depth, Set<Throwable> seen) {
        throwablesLeft--;
        String message = cut(or(throwable::getMessage, broken -> "(getMessage() itself threw " + broken + ")"));
        String text = text(throwable, message);
        if (!seen.add(throwable)) {
            return circular(throwable, message, text);
        }
        // A throwable that was already encoded as the value of a field can occur again, as a cause. It keeps its
        // number.
        int number = numbers.computeIfAbsent(throwable, unknown -> numbers.size() + 1);
        boolean deep = depth >= MAX_DEPTH;
        List<FrameData> frames = frames(throwable);
        List<ThrowableData> suppressed =
                deep ? List.of() : encodeAll(Arrays.asList(throwable.getSuppressed()), depth + 1, seen);
        Throwable cause = deep ? null : or(throwable::getCause, broken -> null);
        ThrowableData encodedCause = cause == null || throwablesLeft <= 0 ? null : encode(cause, depth + 1, seen);
        return new ThrowableData(
                number,
                throwable.getClass().getName(),
                message,
                text,
                throwable instanceof AssertionError,
                frames,
                encodedCause,
                suppressed,
                depth >= MAX_DEPTH_OF_FIELDS ? List.of() : fields(throwable, depth));
    }

    /** Encodes a circular reference as {@link Throwable#printStackTrace()} shows it. */
    private static ThrowableData circular(Throwable throwable, @Nullable String message, String text) {
        return ThrowableData.plain(
                throwable.getClass().getName(),
                message,
                "[CIRCULAR REFERENCE: " + text + "]",
                throwable instanceof AssertionError);
    }

    private List<ThrowableData> encodeAll(List<? extends Throwable> throwables, int depth, Set<Throwable> seen) {
        List<ThrowableData> encoded = new ArrayList<>();
        for (Throwable throwable : throwables) {
            if (throwable != null && throwablesLeft > 0) {
                encoded.add(encode(throwable, depth, seen));
            }
        }
        return List.copyOf(encoded);
    }

    private List<FieldData> fields(Throwable throwable, int depth) {
        OwnFields fields =
                new OwnFields(() -> valuesLeft--, held -> held(held, depth + 1), text -> String.valueOf(cut(text)));
        List<FieldData> read = or(() -> fields.read(throwable), broken -> List.of());
        return read == null ? List.of() : read;
    }

    /**
     * Encodes a throwable held in a field. Often it was already encoded as cause or suppressed, and then only its
     * number is sent. Otherwise it is encoded with a new set of seen throwables, because it is not part of the printed
     * stack trace.
     */
    private ValueData held(Throwable throwable, int depth) {
        Integer number = numbers.get(throwable);
        if (number != null) {
            return ValueData.of(ValueData.Kind.SAME, number.toString());
        }
        return throwablesLeft <= 0
                ? ValueData.of(ValueData.Kind.NULL, null)
                : new ValueData(ValueData.Kind.THROWABLE, null, List.of(), encode(throwable, depth, identitySet()));
    }

    private String text(Throwable throwable, @Nullable String message) {
        String name = throwable.getClass().getName();
        String text = or(throwable::toString, broken -> name);
        if (text == null) {
            return "null";
        }
        // If the message was shortened, a text of the usual form must contain the shortened message.
        boolean usual = message != null && message.endsWith(CUT) && text.startsWith(name + ": ");
        return usual ? name + ": " + message : String.valueOf(cut(text));
    }

    private List<FrameData> frames(Throwable throwable) {
        StackTraceElement[] trace = or(throwable::getStackTrace, broken -> new StackTraceElement[0]);
        List<FrameData> frames = new ArrayList<>();
        for (int i = 0; trace != null && i < trace.length && i < MAX_FRAMES && framesLeft > 0; i++) {
            framesLeft--;
            frames.add(frame(trace[i]));
        }
        return frames;
    }

    /**
     * Sends loader, module and version only where the JVM prints them, because a frame that the host creates always
     * prints them.
     */
    private static FrameData frame(StackTraceElement element) {
        String text = element.toString();
        String place = text.substring(0, Math.max(0, text.indexOf(element.getClassName())));
        String loader = element.getClassLoaderName();
        String module = element.getModuleName();
        String version = element.getModuleVersion();
        return new FrameData(
                loader != null && place.startsWith(loader + "/") ? loader : null,
                module != null && place.contains(module) ? module : null,
                version != null && place.contains("@" + version) ? version : null,
                element.getClassName(),
                element.getMethodName(),
                element.getFileName(),
                element.getLineNumber());
    }

    private @Nullable String cut(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int most = Math.min(MAX_CHARS, Math.max(0, charsLeft));
        String kept = text.length() <= most ? text : text.substring(0, most) + CUT;
        charsLeft -= kept.length();
        return kept;
    }

    /**
     * Calls a method of a throwable. If the method itself throws, that must not hide the failure that the throwable
     * reports.
     */
    private static <T> @Nullable T or(Supplier<? extends @Nullable T> own, Function<String, @Nullable T> otherwise) {
        try {
            return own.get();
        } catch (Throwable broken) {
            return otherwise.apply(broken.getClass().getName());
        }
    }

    private static Set<Throwable> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
