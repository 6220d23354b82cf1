package dev.forkd.worker.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value in a field of a throwable. Only plain data is sent, never an object of another class.
 *
 * @param kind the kind of value
 * @param text the value as text; for {@link Kind#SAME} the {@link ThrowableData#number()}
 * @param values the elements of a list
 * @param throwable a throwable that was not sent before in this event
 */
public record ValueData(Kind kind, @Nullable String text, List<ValueData> values, @Nullable ThrowableData throwable) {

    /** The kinds of values. */
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
        /** An expected or actual value of an assertion, as its string representation. */
        COMPARED,
        /** A list. */
        LIST,
        /** A throwable that was not sent before in this event. */
        THROWABLE,
        /** A throwable that was already sent in the same event. */
        SAME
    }

    /**
     * Makes a value that consists of a text.
     *
     * @param kind the kind of value
     * @param text the text
     * @return the value
     */
    public static ValueData of(Kind kind, @Nullable String text) {
        return new ValueData(kind, text, List.of(), null);
    }
}
