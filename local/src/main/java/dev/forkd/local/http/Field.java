package dev.forkd.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * One field of a JSON object. A value of the wrong type fails as on the real controller, with status 422 (contract 3).
 */
public final class Field {
    private static final BigInteger U64_LIMIT = BigInteger.TWO.pow(64);

    private final String path;
    private final JsonNode node;

    Field(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /**
     * Reads a string.
     *
     * @return the value
     */
    public String string() {
        if (!node.isTextual()) {
            throw wrongType("a string");
        }
        return node.textValue();
    }

    /**
     * Reads a boolean.
     *
     * @return the value
     */
    public boolean bool() {
        if (!node.isBoolean()) {
            throw wrongType("a boolean");
        }
        return node.booleanValue();
    }

    /**
     * Reads an unsigned 64-bit integer.
     *
     * @return the value
     */
    public BigInteger unsigned() {
        if (!node.isIntegralNumber()) {
            throw wrongType("u64");
        }
        BigInteger value = node.bigIntegerValue();
        if (value.signum() < 0 || value.compareTo(U64_LIMIT) >= 0) {
            throw JsonBody.mismatch(path + ": invalid value: integer `" + value + "`, expected u64");
        }
        return value;
    }

    /**
     * Reads a list of strings.
     *
     * @return the values
     */
    public List<String> strings() {
        if (!node.isArray()) {
            throw wrongType("a sequence");
        }
        List<String> values = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            values.add(new Field(path + "[" + i + "]", node.get(i)).string());
        }
        return values;
    }

    /**
     * Reads a string that must be one of the given words.
     *
     * @param allowed the words
     * @return the value
     */
    public String oneOf(List<String> allowed) {
        String value = string();
        if (!allowed.contains(value)) {
            throw JsonBody.mismatch(
                    path + ": unknown variant `" + value + "`, expected one of `" + String.join("`, `", allowed) + "`");
        }
        return value;
    }

    boolean isNull() {
        return node.isNull();
    }

    static String describe(JsonNode node) {
        if (node.isTextual()) {
            return "string \"" + node.textValue() + "\"";
        }
        if (node.isIntegralNumber()) {
            return "integer `" + node.asText() + "`";
        }
        if (node.isNumber()) {
            return "floating point `" + node.asText() + "`";
        }
        if (node.isBoolean()) {
            return "boolean `" + node.asText() + "`";
        }
        return node.isArray() ? "sequence" : node.isObject() ? "map" : "null";
    }

    private HttpFailure wrongType(String expected) {
        return JsonBody.mismatch(path + ": invalid type: " + describe(node) + ", expected " + expected);
    }
}
