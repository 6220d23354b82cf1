package dev.forkd.engine.channel;

import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent.Published;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.reporting.ReportEntry;

/**
 * Bytes of a worker's event file: the same events however they are cut, each of which survives being written again; or
 * the one exception.
 */
public final class EventFuzz {

    private static final EventDecoder DECODER = new EventDecoder();
    private static final EventEncoder ENCODER = new EventEncoder();

    private EventFuzz() {}

    /**
     * Tries one input.
     *
     * @param input where to cut, and the bytes
     */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        int step = 1 + (input[0] & 0x7F);
        List<EventLine> whole = read(bytes, Math.max(1, bytes.length));
        if (!whole.equals(read(bytes, step))) {
            throw new IllegalStateException("other events when cut every " + step + " bytes");
        }
        for (EventLine line : whole) {
            if (line.event() instanceof Published published) {
                // What the Platform refuses would end the run when it is replayed.
                ReportEntry.from(published.entries());
            }
            String text = ENCODER.encode(line);
            if (!text.chars().allMatch(character -> character >= ' ' && character < 0x7F)
                    || !DECODER.decode(text).equals(line)) {
                throw new IllegalStateException("written otherwise than read: " + text);
            }
        }
        try {
            DECODER.decode(new String(bytes, StandardCharsets.UTF_8));
        } catch (ProtocolException e) {
            // As it should be.
        }
    }

    private static List<EventLine> read(byte[] bytes, int step) {
        EventStream stream = new EventStream(DECODER);
        List<EventLine> lines = new ArrayList<>();
        try {
            for (int from = 0; from < bytes.length; from += step) {
                stream.append(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + step)))
                        .forEach(event -> lines.add(event.line()));
            }
        } catch (ProtocolException e) {
            // What came before it counts.
        }
        return lines;
    }
}
