package dev.forkd.worker;

import dev.forkd.worker.protocol.WorkerEvent.FrameData;
import dev.forkd.worker.protocol.WorkerEvent.ThrowableData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.ValueWrapper;

/** Takes a throwable apart, including those whose own methods throw, within bounds of depth and size. */
final class ThrowableEncoder {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_FRAMES = 2_048;
    private static final int MAX_CHILDREN = 256;

    private ThrowableEncoder() {}

    static ThrowableData encode(Throwable throwable) {
        return encode(throwable, 0);
    }

    private static ThrowableData encode(Throwable throwable, int depth) {
        boolean deep = depth >= MAX_DEPTH;
        return new ThrowableData(
                throwable.getClass().getName(),
                message(throwable),
                text(throwable),
                throwable instanceof AssertionError,
                frames(throwable),
                deep || throwable.getCause() == null ? null : encode(throwable.getCause(), depth + 1),
                deep ? List.of() : encodeAll(Arrays.asList(throwable.getSuppressed()), depth + 1),
                deep || !(throwable instanceof MultipleFailuresError multiple)
                        ? List.of()
                        : encodeAll(multiple.getFailures(), depth + 1),
                throwable instanceof AssertionFailedError failed
                        ? value(failed.isExpectedDefined(), failed.getExpected())
                        : comparison(throwable, "getExpected"),
                throwable instanceof AssertionFailedError failed
                        ? value(failed.isActualDefined(), failed.getActual())
                        : comparison(throwable, "getActual"));
    }

    private static List<ThrowableData> encodeAll(List<? extends Throwable> throwables, int depth) {
        return throwables.stream()
                .limit(MAX_CHILDREN)
                .map(child -> encode(child, depth))
                .toList();
    }

    private static @Nullable String message(Throwable throwable) {
        try {
            return throwable.getMessage();
        } catch (Throwable broken) {
            return "(getMessage() itself threw " + broken.getClass().getName() + ")";
        }
    }

    private static String text(Throwable throwable) {
        try {
            String text = throwable.toString();
            return text == null ? "null" : text;
        } catch (Throwable broken) {
            return throwable.getClass().getName();
        }
    }

    private static List<FrameData> frames(Throwable throwable) {
        List<FrameData> frames = new ArrayList<>();
        StackTraceElement[] trace = throwable.getStackTrace();
        for (int i = 0; i < trace.length && i < MAX_FRAMES; i++) {
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
}
