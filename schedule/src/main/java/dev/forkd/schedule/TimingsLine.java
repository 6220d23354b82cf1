package dev.forkd.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a {@link TimingsFile}: the times of a unit, or that it is to run alone. There are thousands of them, and they are read by a JVM that has just started, where
 * mapping JSON to objects takes several times as long as reading its tokens.
 */
record TimingsLine(String unit, double setUp, Map<String, Double> tests, @JsonIgnore boolean alone) {

    /**
     * Reads a line.
     *
     * @param parser has the line
     * @return the line
     * @throws IOException if it is not one
     */
    static TimingsLine read(JsonParser parser) throws IOException {
        String unit = "";
        double setUp = 0;
        boolean hasTests = false;
        boolean alone = false;
        Map<String, Double> tests = new HashMap<>();
        expect(parser.nextToken() == JsonToken.START_OBJECT, parser);
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "unit" -> {
                    expect(value == JsonToken.VALUE_STRING, parser);
                    unit = parser.getText();
                }
                case "setUp" -> setUp = seconds(value, parser);
                case "tests" -> {
                    expect(value == JsonToken.START_OBJECT, parser);
                    readTests(parser, tests);
                    hasTests = true;
                }
                case "alone" -> {
                    expect(value == JsonToken.VALUE_TRUE, parser);
                    alone = true;
                }
                default -> expect(false, parser);
            }
        }
        expect(
                (hasTests || alone) && parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null,
                parser);
        return new TimingsLine(unit, setUp, tests, alone);
    }

    private static void readTests(JsonParser parser, Map<String, Double> tests) throws IOException {
        for (String test = parser.nextFieldName(); test != null; test = parser.nextFieldName()) {
            tests.put(test, seconds(parser.nextToken(), parser));
        }
        expect(parser.currentToken() == JsonToken.END_OBJECT, parser);
    }

    private static double seconds(@Nullable JsonToken value, JsonParser parser) throws IOException {
        expect(value == JsonToken.VALUE_NUMBER_FLOAT || value == JsonToken.VALUE_NUMBER_INT, parser);
        return parser.getDoubleValue();
    }

    private static void expect(boolean holds, JsonParser parser) throws JsonParseException {
        if (!holds) {
            throw new JsonParseException(parser, "not a line of times");
        }
    }
}
