package dev.forkd.worker.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A throwable as plain data, so that the host never deserialises objects from a sandbox.
 *
 * @param number its number among the throwables of the same event, from 1; 0 for {@link #plain}
 * @param type name of its class
 * @param message its message
 * @param text its {@code toString()}
 * @param assertion whether it is an {@link AssertionError}
 * @param frames its stack trace
 * @param cause its cause
 * @param suppressed its suppressed throwables
 * @param fields further values that it has
 */
public record ThrowableData(
        int number,
        String type,
        @Nullable String message,
        String text,
        boolean assertion,
        List<FrameData> frames,
        @Nullable ThrowableData cause,
        List<ThrowableData> suppressed,
        List<FieldData> fields) {

    /**
     * Makes the data of a throwable without frames, cause, suppressed throwables and fields.
     *
     * @param type name of its class
     * @param message its message
     * @param text its {@code toString()}
     * @param assertion whether it is an {@link AssertionError}
     * @return the throwable's data
     */
    public static ThrowableData plain(String type, @Nullable String message, String text, boolean assertion) {
        return new ThrowableData(0, type, message, text, assertion, List.of(), null, List.of(), List.of());
    }
}
