package dev.forkd.compatibility;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads rows, which are YAML beside this class, and puts in what they leave open. */
final class Rows {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern OPEN = Pattern.compile("\\$\\{([a-z0-9]+)}");

    private Rows() {}

    static <T> T read(String name, Class<T> type) {
        try (InputStream rows = Rows.class.getResourceAsStream(name)) {
            return YAML.readValue(rows, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Completes a row.
     *
     * @param row in which {@code $NAME} alone stands for several arguments, and <code>${NAME}</code> for a value
     */
    static List<String> complete(List<String> row, Map<String, List<String>> several, Map<String, String> values) {
        return row.stream()
                .flatMap(word -> word.startsWith("$") && several.containsKey(word.substring(1))
                        ? several.getOrDefault(word.substring(1), List.of()).stream()
                        : Stream.of(word))
                .map(word ->
                        OPEN.matcher(word).replaceAll(open -> Matcher.quoteReplacement(value(open.group(1), values))))
                .toList();
    }

    private static String value(String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a row says ${" + name + "}, which is nothing");
        }
        return value;
    }
}
