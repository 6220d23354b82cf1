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
import dev.forkd.worker.protocol.Protocol;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import dev.forkd.worker.protocol.WorkerEvent.FrameData;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import dev.forkd.worker.protocol.WorkerEvent.SourceData;
import dev.forkd.worker.protocol.WorkerEvent.ThrowableData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads event lines. They come from a sandbox, so they are hostile data: parsed strictly, within bounds of
 * depth and size, into these records and nothing else. Thread-safe.
 */
public final class EventDecoder {

    private static final int MAX_DEPTH = 400;
    private static final int MAX_STRING = 32 * 1024 * 1024;

    private final ObjectMapper json = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
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
     * @throws ProtocolException when the line is not an event of this protocol
     */
    public EventLine decode(String line) {
        try {
            JsonNode node = json.readTree(line);
            int version = required(node, "v").intValue();
            if (version != Protocol.VERSION) {
                throw new ProtocolException("it speaks version " + version + " of the event protocol, not "
                        + Protocol.VERSION + "; do all jars of forkd have the same version?");
            }
            return new EventLine(
                    required(node, "s").longValue(), required(node, "t").longValue(), event(node));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new ProtocolException("it wrote a line that is no event: " + e.getMessage());
        }
    }

    private static WorkerEvent event(JsonNode node) {
        String kind = text(node, "e");
        return switch (kind) {
            case "started" -> new WorkerEvent.Started(text(node, "id"));
            case "finished" ->
                new WorkerEvent.Finished(
                        text(node, "id"), Outcome.valueOf(text(node, "outcome")), throwable(node.get("throwable")));
            case "output" ->
                new WorkerEvent.Output(
                        textOrNull(node, "id"), node.path("error").booleanValue(), text(node, "bytes"));
            case "registered" -> new WorkerEvent.Registered(descriptor(required(node, "descriptor")));
            case "skipped" -> new WorkerEvent.Skipped(text(node, "id"), text(node, "reason"));
            case "published" -> new WorkerEvent.Published(text(node, "id"), pairs(required(node, "entries")));
            case "batch-started" ->
                new WorkerEvent.BatchStarted(required(node, "batch").intValue());
            case "batch-finished" ->
                new WorkerEvent.BatchFinished(required(node, "batch").intValue());
            case "batch-failed" ->
                new WorkerEvent.BatchFailed(required(node, "batch").intValue(), requiredThrowable(node));
            case "unresolved" -> new WorkerEvent.Unresolved(text(node, "id"), throwable(node.get("throwable")));
            case "hello" ->
                new WorkerEvent.Hello(
                        required(node, "protocol").intValue(),
                        text(node, "java"),
                        required(node, "pid").longValue());
            case "heartbeat" -> new WorkerEvent.Heartbeat();
            case "bye" -> new WorkerEvent.Bye();
            default -> throw new IllegalArgumentException("unknown event '" + kind + "'");
        };
    }

    private static ThrowableData requiredThrowable(JsonNode node) {
        ThrowableData data = throwable(required(node, "throwable"));
        if (data == null) {
            throw new IllegalArgumentException("missing 'throwable'");
        }
        return data;
    }

    private static @Nullable ThrowableData throwable(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return new ThrowableData(
                text(node, "type"),
                textOrNull(node, "message"),
                text(node, "text"),
                node.path("assertion").booleanValue(),
                frames(node.path("frames")),
                throwable(node.get("cause")),
                throwables(node.path("suppressed")),
                throwables(node.path("failures")),
                textOrNull(node, "expected"),
                textOrNull(node, "actual"));
    }

    private static List<ThrowableData> throwables(JsonNode array) {
        List<ThrowableData> throwables = new ArrayList<>();
        for (JsonNode node : array) {
            ThrowableData data = throwable(node);
            if (data != null) {
                throwables.add(data);
            }
        }
        return List.copyOf(throwables);
    }

    private static List<FrameData> frames(JsonNode array) {
        List<FrameData> frames = new ArrayList<>();
        for (JsonNode node : array) {
            frames.add(new FrameData(
                    textOrNull(node, "loader"),
                    textOrNull(node, "module"),
                    textOrNull(node, "version"),
                    text(node, "type"),
                    text(node, "method"),
                    textOrNull(node, "file"),
                    required(node, "line").intValue()));
        }
        return List.copyOf(frames);
    }

    private static DescriptorData descriptor(JsonNode node) {
        return new DescriptorData(
                text(node, "id"),
                text(node, "parent"),
                text(node, "name"),
                text(node, "legacy"),
                text(node, "type"),
                strings(node.path("tags")),
                source(node.get("source")));
    }

    private static @Nullable SourceData source(@Nullable JsonNode node) {
        return node == null
                ? null
                : new SourceData(
                        text(node, "kind"),
                        strings(node.path("values")),
                        required(node, "line").intValue(),
                        required(node, "column").intValue());
    }

    private static Map<String, String> pairs(JsonNode array) {
        List<String> flat = strings(array);
        if (flat.size() % 2 != 0) {
            throw new IllegalArgumentException("pairs without an end");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            pairs.put(flat.get(i), flat.get(i + 1));
        }
        return pairs;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        for (JsonNode node : array) {
            if (!node.isTextual()) {
                throw new IllegalArgumentException("not a text: " + node.getNodeType());
            }
            strings.add(node.textValue());
        }
        return List.copyOf(strings);
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
