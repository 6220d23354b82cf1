package dev.forkd.worker.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value in the field of a throwable: plain data only, never an object of any other class.
 *
 * @param kind which of the following it is
 * @param text the value as text; for {@link Kind#SAME} the {@link ThrowableData#number()}
 * @param values the elements of a list
 * @param throwable a throwable that is told here for the first time
 */
public record ValueData(Kind kind, @Nullable String text, List<ValueData> values, @Nullable ThrowableData throwable) {

    /** What a value is. */
    public enum Kind {
        /** {@code null}, as an element of a list. */
        NULL,
        /** A {@link String}. */
        STRING,
        /** A {@code boolean}. */
        BOOLEAN,
        /** A {@code char}. */
        CHAR,
        /** A {@code byte}. */
        BYTE,
        /** A {@code short}. */
        SHORT,
        /** An {@code int}. */
        INT,
        /** A {@code long}. */
        LONG,
        /** A {@code float}. */
        FLOAT,
        /** A {@code double}. */
        DOUBLE,
        /** A class, by name. */
        CLASS,
        /** An expected or actual value of a comparison, by its string representation. */
        COMPARED,
        /** A list. */
        LIST,
        /** A throwable that was not told before. */
        THROWABLE,
        /** A throwable that was told before in the same event. */
        SAME
    }

    /**
     * Makes a value that is one text.
     *
     * @param kind its kind
     * @param text the text
     * @return the value
     */
    public static ValueData of(Kind kind, @Nullable String text) {
        return new ValueData(kind, text, List.of(), null);
    }
}
