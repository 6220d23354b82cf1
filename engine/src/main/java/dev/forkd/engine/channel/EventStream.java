package dev.forkd.engine.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.worker.protocol.EventLine;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits the bytes of one worker's event file into events, and checks that none is missing. Not thread-safe. */
public final class EventStream {

    private static final int MAX_LINE_BYTES = 64 * 1024 * 1024;
    /** A line is in memory several times while it is read. */
    private static final int MIN_MEMORY_PER_LINE = 8;

    /** Room for more is given back when the line was read. */
    private static final int MAX_KEPT_BYTES = 1024 * 1024;

    private final EventDecoder decoder;
    private final int maxLineBytes;
    private ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private long sequence;
    private @Nullable ProtocolException broken;

    /**
     * Makes a stream.
     *
     * @param decoder decodes the lines
     */
    public EventStream(EventDecoder decoder) {
        this(decoder, Runtime.getRuntime().maxMemory());
    }

    EventStream(EventDecoder decoder, long memoryBytes) {
        this.decoder = decoder;
        this.maxLineBytes = (int) Math.min(MAX_LINE_BYTES, memoryBytes / MIN_MEMORY_PER_LINE);
    }

    /**
     * Takes the next bytes. Events before an invalid line are valid and are returned. The invalid line throws: in this
     * call if there is nothing to return, and in every later call.
     *
     * @param bytes the bytes as they were read; a line may be split between calls
     * @return the events that are now complete, in order
     * @throws ProtocolException if a line is invalid, too long or missing
     */
    public List<ReceivedEvent> append(byte[] bytes) {
        List<ReceivedEvent> events = new ArrayList<>();
        if (broken == null) {
            try {
                cut(bytes, events);
            } catch (ProtocolException e) {
                broken = e;
                clear();
            }
        }
        if (broken != null && events.isEmpty()) {
            throw broken;
        }
        return events;
    }

    private void cut(byte[] bytes, List<ReceivedEvent> events) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, start, i);
                start = i + 1;
                String line = rest.toString(US_ASCII);
                clear();
                events.add(new ReceivedEvent(check(decoder.decode(line)), line));
            } else if (bytes[i] < 0) {
                throw new ProtocolException("it wrote an event that is not ASCII");
            }
        }
        keep(bytes, start, bytes.length);
    }

    private void keep(byte[] bytes, int from, int to) {
        if (rest.size() + (to - from) > maxLineBytes) {
            throw new ProtocolException("it wrote an event of more than " + maxLineBytes + " bytes");
        }
        rest.write(bytes, from, to - from);
    }

    private void clear() {
        if (rest.size() > MAX_KEPT_BYTES) {
            rest = new ByteArrayOutputStream();
        } else {
            rest.reset();
        }
    }

    private EventLine check(EventLine line) {
        if (line.sequence() != sequence + 1) {
            throw new ProtocolException(
                    "its event " + (sequence + 1) + " is missing, " + line.sequence() + " came next");
        }
        sequence = line.sequence();
        return line;
    }

    /**
     * An event and the line that it was read from.
     *
     * @param line the event
     * @param text the line without its end
     */
    public record ReceivedEvent(EventLine line, String text) {}
}
