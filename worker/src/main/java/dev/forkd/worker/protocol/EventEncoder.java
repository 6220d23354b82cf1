package dev.forkd.worker.protocol;

import dev.forkd.worker.protocol.WorkerEvent.Asked;
import dev.forkd.worker.protocol.WorkerEvent.Broken;
import dev.forkd.worker.protocol.WorkerEvent.Bye;
import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import dev.forkd.worker.protocol.WorkerEvent.FilePublished;
import dev.forkd.worker.protocol.WorkerEvent.Finished;
import dev.forkd.worker.protocol.WorkerEvent.Full;
import dev.forkd.worker.protocol.WorkerEvent.Halted;
import dev.forkd.worker.protocol.WorkerEvent.Heartbeat;
import dev.forkd.worker.protocol.WorkerEvent.Hello;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.PlanFailed;
import dev.forkd.worker.protocol.WorkerEvent.PlanFinished;
import dev.forkd.worker.protocol.WorkerEvent.PlanStarted;
import dev.forkd.worker.protocol.WorkerEvent.Published;
import dev.forkd.worker.protocol.WorkerEvent.Ready;
import dev.forkd.worker.protocol.WorkerEvent.Registered;
import dev.forkd.worker.protocol.WorkerEvent.Skipped;
import dev.forkd.worker.protocol.WorkerEvent.SourceData;
import dev.forkd.worker.protocol.WorkerEvent.Started;
import dev.forkd.worker.protocol.WorkerEvent.Unresolved;
import dev.forkd.worker.protocol.WorkerEvent.Waiting;

/** Encodes events as lines. Stateless and thread-safe. */
public final class EventEncoder {

    /** Makes an encoder. */
    public EventEncoder() {}

    /**
     * Encodes one event.
     *
     * @param line the event and its place in the stream
     * @return ASCII-only JSON without a line end
     */
    public String encode(EventLine line) {
        JsonLine json = new JsonLine()
                .put("v", Protocol.VERSION)
                .put("s", line.sequence())
                .put("t", line.micros());
        WorkerEvent event = line.event();
        if (event instanceof Started e) {
            json.put("e", "started").put("id", e.id());
        } else if (event instanceof Finished e) {
            json.put("e", "finished")
                    .put("id", e.id())
                    .put("outcome", e.outcome().name())
                    .putObject("throwable", e.throwable(), EventEncoder::throwable);
        } else if (event instanceof Output e) {
            json.put("e", "output").put("id", e.id()).put("error", e.error()).put("bytes", e.base64());
        } else if (event instanceof Registered e) {
            json.put("e", "registered").putObject("descriptor", e.descriptor(), EventEncoder::descriptor);
        } else if (event instanceof Skipped e) {
            json.put("e", "skipped").put("id", e.id()).put("reason", e.reason());
        } else if (event instanceof Published e) {
            json.put("e", "published").put("id", e.id()).putPairs("entries", e.entries());
        } else if (event instanceof FilePublished e) {
            json.put("e", "file")
                    .put("id", e.id())
                    .put("path", e.path())
                    .put("relative", e.relative())
                    .put("media-type", e.mediaType())
                    .put("files", e.files());
        } else if (event instanceof PlanStarted e) {
            json.put("e", "plan-started").put("plan", e.plan()).put("units", e.units());
        } else if (event instanceof Asked e) {
            json.put("e", "asked").put("plan", e.plan()).put("unit", e.unit());
        } else if (event instanceof PlanFinished e) {
            json.put("e", "plan-finished").put("plan", e.plan());
        } else if (event instanceof PlanFailed e) {
            json.put("e", "plan-failed")
                    .put("plan", e.plan())
                    .putObject("throwable", e.throwable(), EventEncoder::throwable);
        } else if (event instanceof Unresolved e) {
            json.put("e", "unresolved")
                    .put("id", e.id())
                    .putObject("throwable", e.throwable(), EventEncoder::throwable);
        } else if (event instanceof Hello e) {
            json.put("e", "hello")
                    .put("protocol", e.protocol())
                    .put("java", e.java())
                    .put("pid", e.pid());
        } else if (event instanceof Waiting e) {
            json.put("e", "waiting").put("objections", e.objections());
        } else if (event instanceof Ready) {
            json.put("e", "ready");
        } else if (event instanceof Full) {
            json.put("e", "full");
        } else if (event instanceof Halted e) {
            json.put("e", "halted").put("id", e.id());
        } else if (event instanceof Broken e) {
            json.put("e", "broken").putObject("throwable", e.throwable(), EventEncoder::throwable);
        } else if (event instanceof Heartbeat e) {
            json.put("e", "heartbeat");
            if (e.read() >= 0) {
                json.put("read", e.read());
            }
        } else if (event instanceof Bye) {
            json.put("e", "bye");
        } else {
            throw new IllegalArgumentException("There is no line for " + event.getClass());
        }
        return json.end();
    }

    private static void throwable(JsonLine json, ThrowableData data) {
        json.put("number", data.number())
                .put("type", data.type())
                .put("message", data.message())
                .put("text", data.text())
                .put("assertion", data.assertion())
                .putObjects("frames", data.frames(), EventEncoder::frame)
                .putObject("cause", data.cause(), EventEncoder::throwable)
                .putObjects("suppressed", data.suppressed(), EventEncoder::throwable)
                .putObjects("fields", data.fields(), EventEncoder::field);
    }

    private static void field(JsonLine json, FieldData field) {
        json.put("owner", field.owner())
                .put("name", field.name())
                .putObject("value", field.value(), EventEncoder::value);
    }

    private static void value(JsonLine json, ValueData value) {
        json.put("kind", value.kind().name())
                .put("text", value.text())
                .putObjects("values", value.values(), EventEncoder::value)
                .putObject("throwable", value.throwable(), EventEncoder::throwable);
    }

    private static void frame(JsonLine json, FrameData frame) {
        json.put("loader", frame.loader())
                .put("module", frame.module())
                .put("version", frame.version())
                .put("type", frame.type())
                .put("method", frame.method())
                .put("file", frame.file())
                .put("line", frame.line());
    }

    private static void descriptor(JsonLine json, DescriptorData data) {
        json.put("id", data.id())
                .put("parent", data.parent())
                .put("name", data.displayName())
                .put("legacy", data.legacyName())
                .put("type", data.type())
                .put("tags", data.tags())
                .putObject("source", data.source(), EventEncoder::source);
    }

    private static void source(JsonLine json, SourceData data) {
        json.put("kind", data.kind())
                .put("values", data.values())
                .put("line", data.line())
                .put("column", data.column())
                .putObjects("parts", data.parts(), EventEncoder::source);
    }
}
