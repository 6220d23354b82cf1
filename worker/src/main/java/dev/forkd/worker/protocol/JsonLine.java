package dev.forkd.worker.protocol;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line of ASCII-only JSON. It is written by hand, because the worker must not add a JSON library to a user's
 * class path, and only needs to write.
 */
final class JsonLine {

    private final StringBuilder text = new StringBuilder(256);
    private boolean first = true;

    JsonLine() {
        text.append('{');
    }

    JsonLine put(String key, @Nullable String value) {
        if (value != null) {
            key(key);
            quote(value);
        }
        return this;
    }

    JsonLine put(String key, long value) {
        key(key);
        text.append(value);
        return this;
    }

    JsonLine put(String key, boolean value) {
        if (value) {
            key(key);
            text.append(true);
        }
        return this;
    }

    JsonLine put(String key, List<String> values) {
        if (!values.isEmpty()) {
            key(key);
            text.append('[');
            for (int i = 0; i < values.size(); i++) {
                separate(i);
                quote(values.get(i));
            }
            text.append(']');
        }
        return this;
    }

    /** Writes pairs as one flat array, because JSON objects do not guarantee an order. */
    JsonLine putPairs(String key, Map<String, String> pairs) {
        key(key);
        text.append('[');
        int i = 0;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            separate(i++);
            quote(pair.getKey());
            text.append(',');
            quote(pair.getValue());
        }
        text.append(']');
        return this;
    }

    <T> JsonLine putObject(String key, @Nullable T value, BiConsumer<JsonLine, T> writer) {
        if (value != null) {
            key(key);
            object(value, writer);
        }
        return this;
    }

    <T> JsonLine putObjects(String key, List<T> values, BiConsumer<JsonLine, T> writer) {
        if (!values.isEmpty()) {
            key(key);
            text.append('[');
            for (int i = 0; i < values.size(); i++) {
                separate(i);
                object(values.get(i), writer);
            }
            text.append(']');
        }
        return this;
    }

    String end() {
        return text.append('}').toString();
    }

    private <T> void object(T value, BiConsumer<JsonLine, T> writer) {
        text.append('{');
        first = true;
        writer.accept(this, value);
        text.append('}');
        first = false;
    }

    private void key(String key) {
        if (!first) {
            text.append(',');
        }
        first = false;
        quote(key);
        text.append(':');
    }

    private void separate(int index) {
        if (index > 0) {
            text.append(',');
        }
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f) {
                text.append(c);
            } else {
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(Character.forDigit((c >> shift) & 0xf, 16));
                }
            }
        }
        text.append('"');
    }
}
