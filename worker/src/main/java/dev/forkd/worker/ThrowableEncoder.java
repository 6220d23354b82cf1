package dev.forkd.worker;

import dev.forkd.worker.protocol.WorkerEvent.FrameData;
import dev.forkd.worker.protocol.WorkerEvent.ThrowableData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.ValueWrapper;

/**
 * Takes a throwable apart, including those whose own methods throw and those that contain themselves, within
 * bounds of depth, number and size: the host refuses a worker whose lines are too long.
 */
final class ThrowableEncoder {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_THROWABLES = 1_000;
    private static final int MAX_FRAMES = 2_048;
    private static final int MAX_FRAMES_IN_ALL = 20_000;
    private static final int MAX_CHARS = 1_000_000;
    private static final int MAX_CHARS_IN_ALL = 4_000_000;
    private static final String CUT = "... (cut by forkd)";

    private int throwablesLeft = MAX_THROWABLES;
    private int framesLeft = MAX_FRAMES_IN_ALL;
    private int charsLeft = MAX_CHARS_IN_ALL;

    private ThrowableEncoder() {}

    static ThrowableData encode(Throwable throwable) {
        return new ThrowableEncoder().encode(throwable, 0, identitySet());
    }

    /** Visits in the order in which a stack trace is printed, so that the same ones show as circular. */
    private ThrowableData encode(Throwable throwable, int depth, Set<Throwable> seen) {
        throwablesLeft--;
        String message = cut(or(throwable::getMessage, broken -> "(getMessage() itself threw " + broken + ")"));
        String text = text(throwable, message);
        if (!seen.add(throwable)) {
            return circular(throwable, message, text);
        }
        boolean deep = depth >= MAX_DEPTH;
        List<FrameData> frames = frames(throwable);
        List<ThrowableData> suppressed =
                deep ? List.of() : encodeAll(Arrays.asList(throwable.getSuppressed()), depth + 1, seen);
        Throwable cause = deep ? null : or(throwable::getCause, broken -> null);
        ThrowableData encodedCause = cause == null || throwablesLeft <= 0 ? null : encode(cause, depth + 1, seen);
        return new ThrowableData(
                throwable.getClass().getName(),
                message,
                text,
                throwable instanceof AssertionError,
                frames,
                encodedCause,
                suppressed,
                deep ? List.of() : failures(throwable, depth + 1),
                cut(or(() -> expected(throwable), broken -> null)),
                cut(or(() -> actual(throwable), broken -> null)));
    }

    /** As {@link Throwable#printStackTrace()} shows one that it has already printed. */
    private static ThrowableData circular(Throwable throwable, @Nullable String message, String text) {
        return new ThrowableData(
                throwable.getClass().getName(),
                message,
                "[CIRCULAR REFERENCE: " + text + "]",
                throwable instanceof AssertionError,
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null);
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

    /** They are suppressed as well; a reader of one list knows nothing of the other, so each is told anew. */
    private List<ThrowableData> failures(Throwable throwable, int depth) {
        if (!(throwable instanceof MultipleFailuresError multiple)) {
            return List.of();
        }
        List<Throwable> failures = or(multiple::getFailures, broken -> List.of());
        if (failures == null) {
            return List.of();
        }
        Set<Throwable> own = identitySet();
        own.add(throwable);
        return encodeAll(failures, depth, own);
    }

    private String text(Throwable throwable, @Nullable String message) {
        String name = throwable.getClass().getName();
        String text = or(throwable::toString, broken -> name);
        if (text == null) {
            return "null";
        }
        // The usual text of a message that was cut must still fit it.
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

    /** A frame made by hand always prints loader and version, so they are sent only where the JVM prints them. */
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

    private static @Nullable String expected(Throwable throwable) {
        return throwable instanceof AssertionFailedError failed
                ? value(failed.isExpectedDefined(), failed.getExpected())
                : comparison(throwable, "getExpected");
    }

    private static @Nullable String actual(Throwable throwable) {
        return throwable instanceof AssertionFailedError failed
                ? value(failed.isActualDefined(), failed.getActual())
                : comparison(throwable, "getActual");
    }

    private static @Nullable String value(boolean defined, @Nullable ValueWrapper value) {
        return defined && value != null ? value.getStringRepresentation() : null;
    }

    /** JUnit 4's and JUnit 3's ComparisonFailure, which may be on the class path or not. */
    private static @Nullable String comparison(Throwable throwable, String accessor) {
        if (!throwable.getClass().getSimpleName().equals("ComparisonFailure")) {
            return null;
        }
        try {
            return (String) throwable.getClass().getMethod(accessor).invoke(throwable);
        } catch (ReflectiveOperationException | ClassCastException e) {
            return null;
        }
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

    /** Whatever a throwable's own method throws must not lose the failure that it stands for. */
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
