package dev.forkd.engine.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.FieldData;
import dev.forkd.worker.protocol.FrameData;
import dev.forkd.worker.protocol.NodeIds;
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.ValueData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.SourceData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.UniqueId;

/**
 * Decodes event lines. They come from a sandbox and are not trusted: they are parsed strictly, with limits on depth and
 * size, into these records and nothing else. Thread-safe.
 */
public final class EventDecoder {

    private static final int MAX_DEPTH = 400;
    private static final int MAX_STRING = 32 * 1024 * 1024;
    /** Limits memory, because each token becomes an object many times its size. */
    private static final long MAX_TOKENS = 1_000_000;

    /** Limits the work per id, because code that handles an id often visits all its ancestors. */
    private static final int MAX_SEGMENTS = 1_000;

    private static final int MAX_ID = 512 * 1024;

    private static final Set<String> TYPES = Set.of("TEST", "CONTAINER", "CONTAINER_AND_TEST");

    private final ObjectMapper json = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Makes a decoder. */
    public EventDecoder() {}

    /**
     * Reads one line.
     *
     * @param line the line without its end
     * @return the event
     * @throws ProtocolException if the line is not an event of this protocol
     */
    public EventLine decode(String line) {
        try {
            JsonNode node = json.readTree(line);
            long version = number(node, "v");
            if (version != Protocol.VERSION) {
                throw new ProtocolException("it speaks version " + version + " of the event protocol, not "
                        + Protocol.VERSION + "; do all jars of forkd have the same version?");
            }
            return new EventLine(number(node, "s"), number(node, "t"), event(node));
        } catch (JsonProcessingException e) {
            throw new ProtocolException("it wrote a line that is no event: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | JUnitException e) {
            throw new ProtocolException("it wrote a line that is no event: " + e.getMessage());
        }
    }

    private static WorkerEvent event(JsonNode node) {
        String kind = text(node, "e");
        return switch (kind) {
            case "started" -> new WorkerEvent.Started(id(node, "id"));
            case "finished" ->
                new WorkerEvent.Finished(
                        id(node, "id"),
                        constant("outcome", Outcome.values(), text(node, "outcome")),
                        throwable(node, "throwable"));
            case "output" -> output(node);
            case "registered" -> new WorkerEvent.Registered(descriptor(required(node, "descriptor")));
            case "skipped" -> new WorkerEvent.Skipped(id(node, "id"), text(node, "reason"));
            case "published" -> new WorkerEvent.Published(id(node, "id"), pairs(node, "entries"));
            case "file" ->
                new WorkerEvent.FilePublished(
                        id(node, "id"),
                        text(node, "path"),
                        text(node, "relative"),
                        textOrNull(node, "media-type"),
                        list(node, "files", EventDecoder::asText));
            case "plan-started" ->
                new WorkerEvent.PlanStarted(integer(node, "plan"), list(node, "units", EventDecoder::asId));
            case "asked" -> new WorkerEvent.Asked(integer(node, "plan"), id(node, "unit"));
            case "plan-finished" -> new WorkerEvent.PlanFinished(integer(node, "plan"));
            case "plan-failed" -> new WorkerEvent.PlanFailed(integer(node, "plan"), requiredThrowable(node));
            case "unresolved" -> new WorkerEvent.Unresolved(id(node, "id"), throwable(node, "throwable"));
            case "hello" -> new WorkerEvent.Hello(integer(node, "protocol"), text(node, "java"), number(node, "pid"));
            case "waiting" -> new WorkerEvent.Waiting(list(node, "objections", EventDecoder::asText));
            case "ready" -> new WorkerEvent.Ready();
            case "full" -> new WorkerEvent.Full();
            case "halted" -> new WorkerEvent.Halted(id(node, "id"));
            case "broken" -> new WorkerEvent.Broken(requiredThrowable(node));
            case "heartbeat" ->
                node.has("read") ? new WorkerEvent.Heartbeat(number(node, "read")) : new WorkerEvent.Heartbeat();
            case "bye" -> new WorkerEvent.Bye();
            default -> throw new IllegalArgumentException("unknown event '" + shortened(kind) + "'");
        };
    }

    private static WorkerEvent.Output output(JsonNode node) {
        String id = node.hasNonNull("id") ? id(node, "id") : null;
        WorkerEvent.Output output = new WorkerEvent.Output(id, flag(node, "error"), text(node, "bytes"));
        // Checks the Base64 now, so that an error does not appear only when the output is replayed.
        output.bytes();
        return output;
    }

    private static <E extends Enum<E>> E constant(String what, E[] all, String name) {
        for (E one : all) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException("unknown " + what + " '" + shortened(name) + "'");
    }

    private static ThrowableData requiredThrowable(JsonNode node) {
        ThrowableData data = throwable(node, "throwable");
        if (data == null) {
            throw new IllegalArgumentException("missing 'throwable'");
        }
        return data;
    }

    private static @Nullable ThrowableData throwable(JsonNode parent, String key) {
        return parent.hasNonNull(key) ? throwable(parent.get(key)) : null;
    }

    private static ThrowableData throwable(JsonNode node) {
        return new ThrowableData(
                node.hasNonNull("number") ? integer(node, "number") : 0,
                text(node, "type"),
                textOrNull(node, "message"),
                text(node, "text"),
                flag(node, "assertion"),
                list(node, "frames", EventDecoder::frame),
                throwable(node, "cause"),
                list(node, "suppressed", EventDecoder::throwable),
                fields(node));
    }

    private static List<FieldData> fields(JsonNode node) {
        List<FieldData> fields = list(node, "fields", EventDecoder::field);
        if (fields.size() > Protocol.MAX_FIELDS) {
            throw new IllegalArgumentException("a throwable has " + fields.size() + " fields");
        }
        return fields;
    }

    private static FieldData field(JsonNode node) {
        return new FieldData(text(node, "owner"), text(node, "name"), value(required(node, "value")));
    }

    private static ValueData value(JsonNode node) {
        return new ValueData(
                constant("kind", ValueData.Kind.values(), text(node, "kind")),
                textOrNull(node, "text"),
                list(node, "values", EventDecoder::value),
                throwable(node, "throwable"));
    }

    private static FrameData frame(JsonNode node) {
        return new FrameData(
                textOrNull(node, "loader"),
                textOrNull(node, "module"),
                textOrNull(node, "version"),
                text(node, "type"),
                text(node, "method"),
                textOrNull(node, "file"),
                integer(node, "line"));
    }

    private static DescriptorData descriptor(JsonNode node) {
        String type = text(node, "type");
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException("unknown type '" + shortened(type) + "'");
        }
        return new DescriptorData(
                id(node, "id"),
                id(node, "parent"),
                filled("a display name", text(node, "name")),
                text(node, "legacy"),
                type,
                list(node, "tags", EventDecoder::asText),
                node.hasNonNull("source") ? source(node.get("source")) : null);
    }

    private static SourceData source(JsonNode node) {
        return new SourceData(
                text(node, "kind"),
                list(node, "values", EventDecoder::asText),
                integer(node, "line"),
                integer(node, "column"),
                list(node, "parts", EventDecoder::source));
    }

    private static Map<String, String> pairs(JsonNode node, String key) {
        required(node, key);
        List<String> flat = list(node, key, EventDecoder::asText);
        if (flat.size() % 2 != 0) {
            throw new IllegalArgumentException("pairs without an end");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            pairs.put(filled("a key", flat.get(i)), filled("a value", flat.get(i + 1)));
        }
        return pairs;
    }

    private static <T> List<T> list(JsonNode node, String key, Function<JsonNode, T> reader) {
        JsonNode array = node.path(key);
        if (!array.isArray() && !array.isMissingNode()) {
            throw new IllegalArgumentException("'" + key + "' is not a list");
        }
        List<T> values = new ArrayList<>();
        array.forEach(element -> values.add(reader.apply(element)));
        return List.copyOf(values);
    }

    private static String asText(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException("not a text: " + node.getNodeType());
        }
        return node.textValue();
    }

    /** Refuses blank values, because the Platform would reject them and so end the whole run. */
    private static String filled(String what, String value) {
        // JUnit takes text for blank that has nothing but whitespace and control characters.
        if (value.isBlank() || value.trim().isEmpty()) {
            throw new IllegalArgumentException(what + " is blank");
        }
        return value;
    }

    /** Checks the id now, so that an error does not appear only when the node is looked up. */
    private static String id(JsonNode node, String key) {
        return checkedId(text(node, key));
    }

    private static String asId(JsonNode node) {
        return checkedId(asText(node));
    }

    private static String checkedId(String text) {
        if (text.length() > MAX_ID) {
            throw new IllegalArgumentException("an id is too long: '" + shortened(text) + "'");
        }
        if (NodeIds.isPlain(text)) {
            return text;
        }
        UniqueId parsed = UniqueId.parse(text);
        if (parsed.getSegments().size() > MAX_SEGMENTS) {
            throw new IllegalArgumentException("an id is too long: '" + shortened(text) + "'");
        }
        if (!parsed.toString().equals(text)) {
            // Otherwise two texts for one id would count as two tests.
            throw new IllegalArgumentException("an id is not in its canonical form: '" + shortened(text) + "'");
        }
        return text;
    }

    private static boolean flag(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isBoolean() && !value.isMissingNode()) {
            throw new IllegalArgumentException("'" + key + "' is neither true nor false");
        }
        return value.booleanValue();
    }

    private static long number(JsonNode node, String key) {
        JsonNode value = required(node, key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("'" + key + "' is not a whole number");
        }
        return value.longValue();
    }

    private static int integer(JsonNode node, String key) {
        long value = number(node, key);
        if (value != (int) value) {
            throw new IllegalArgumentException("'" + key + "' is too large");
        }
        return (int) value;
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = required(node, key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + key + "' is not a text");
        }
        return value.textValue();
    }

    private static @Nullable String textOrNull(JsonNode node, String key) {
        return node.hasNonNull(key) ? text(node, key) : null;
    }

    private static JsonNode required(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("missing '" + key + "'");
        }
        return value;
    }
}
