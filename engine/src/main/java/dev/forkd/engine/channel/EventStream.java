package dev.forkd.engine.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.worker.protocol.EventLine;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts the bytes of one worker's event file into events and checks that none is missing. Not thread-safe. */
public final class EventStream {

    private static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    private final EventDecoder decoder;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private long sequence;

    /**
     * Makes a stream.
     *
     * @param decoder reads the lines
     */
    public EventStream(EventDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes as they were read, cut anywhere
     * @return the events that they complete, in order
     * @throws ProtocolException when a line is broken, too long or missing
     */
    public List<ReceivedEvent> append(byte[] bytes) {
        List<ReceivedEvent> events = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                rest.write(bytes, start, i - start);
                String line = rest.toString(US_ASCII);
                rest.reset();
                start = i + 1;
                events.add(new ReceivedEvent(check(decoder.decode(line)), line));
            }
        }
        rest.write(bytes, start, bytes.length - start);
        if (rest.size() > MAX_LINE_BYTES) {
            throw new ProtocolException("it wrote an event of more than " + MAX_LINE_BYTES + " bytes");
        }
        return events;
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
