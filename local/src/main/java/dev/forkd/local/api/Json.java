package dev.forkd.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forkd.local.http.HttpFailure;
import dev.forkd.local.http.Reply;
import dev.forkd.wire.ErrorBody;

/** Writes JSON replies. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static Reply reply(int status, Object value) {
        try {
            return Reply.json(status, MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Reply error(int status, String text) {
        return reply(status, new ErrorBody(text));
    }

    /** Makes an error that a handler can throw. */
    static HttpFailure failure(int status, String text) {
        return new HttpFailure(error(status, text));
    }

    static ObjectNode object(Object value) {
        return MAPPER.valueToTree(value);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }
}
