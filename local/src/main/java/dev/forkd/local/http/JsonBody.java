package dev.forkd.local.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object from a request. Errors are those of the real controller's request parser (contract 3), in this order:
 * content type, length, syntax, types. Unknown fields are ignored, even if they occur twice.
 */
public final class JsonBody {
    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory());

    private final Map<String, JsonNode> fields;
    private final Set<String> duplicates;

    private JsonBody(Map<String, JsonNode> fields, Set<String> duplicates) {
        this.fields = fields;
        this.duplicates = duplicates;
    }

    /**
     * Reads the request's body.
     *
     * @param request the request
     * @return its fields
     * @throws HttpFailure with status 415, 413, 400 or 422
     */
    public static JsonBody of(Request request) {
        if (!isJson(request.header("Content-Type").orElse(""))) {
            throw new HttpFailure(Reply.text(415, "Expected request with `Content-Type: application/json`"));
        }
        byte[] body = request.body();
        try (JsonParser parser = MAPPER.getFactory().createParser(body)) {
            return parse(parser);
        } catch (JsonProcessingException e) {
            throw syntax(e.getOriginalMessage(), e.getLocation());
        } catch (CharConversionException e) {
            throw syntax("invalid unicode code point", JsonLocation.NA);
        } catch (IOException e) {
            throw syntax(String.valueOf(e.getMessage()), JsonLocation.NA);
        }
    }

    /**
     * Returns a field that may be absent or {@code null}.
     *
     * @param name the field's name
     * @return the field, or empty if it is absent or {@code null}
     */
    public Optional<Field> optional(String name) {
        return present(name).filter(field -> !field.isNull());
    }

    /**
     * Returns a field that may be absent, but not {@code null}.
     *
     * @param name the field's name
     * @return the field, or empty if it is absent
     */
    public Optional<Field> present(String name) {
        if (duplicates.contains(name)) {
            throw mismatch("duplicate field `" + name + "`");
        }
        return Optional.ofNullable(fields.get(name)).map(node -> new Field(name, node));
    }

    /**
     * Returns a field that must be present.
     *
     * @param name the field's name
     * @return the field
     * @throws HttpFailure with status 422 if it is absent
     */
    public Field required(String name) {
        return present(name).orElseThrow(() -> mismatch("missing field `" + name + "`"));
    }

    static HttpFailure mismatch(String text) {
        return new HttpFailure(Reply.text(422, "Failed to deserialize the JSON body into the target type: " + text));
    }

    private static JsonBody parse(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new HttpFailure(Reply.text(
                    400, "Failed to parse the request body as JSON: EOF while parsing a value at line 1 column 0"));
        }
        if (first != JsonToken.START_OBJECT) {
            JsonNode other = MAPPER.readTree(parser);
            throw mismatch("invalid type: " + Field.describe(other) + ", expected a struct");
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        Set<String> duplicates = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (fields.put(name, MAPPER.readTree(parser)) != null) {
                duplicates.add(name);
            }
        }
        return new JsonBody(fields, duplicates);
    }

    private static HttpFailure syntax(String text, JsonLocation location) {
        return new HttpFailure(Reply.text(
                400,
                "Failed to parse the request body as JSON: "
                        + text.lines().findFirst().orElse("") + " at line " + Math.max(1, location.getLineNr())
                        + " column " + Math.max(0, location.getColumnNr())));
    }

    private static boolean isJson(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }
}
