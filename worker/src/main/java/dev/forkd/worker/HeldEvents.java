package dev.forkd.worker;

import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Events that are kept back until it is known which copy of this JVM must report them. Not thread-safe; its {@link
 * EventWriter} guards it.
 */
final class HeldEvents {

    /** Once more than this many bytes of printed output are kept back, further events are dropped. */
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private final List<EventLine> lines = new ArrayList<>();
    private long bytes;
    private long stoppedAt;
    private boolean stopped;

    void add(long micros, WorkerEvent event) {
        if (event instanceof Output output) {
            bytes += output.bytes().length;
        }
        if (!tooMuch()) {
            lines.add(new EventLine(0, micros, event));
        }
    }

    /** Tells whether events were dropped. */
    boolean tooMuch() {
        return bytes > MAX_BYTES;
    }

    /** This JVM waits to be copied. */
    void stop(long micros) {
        stopped = true;
        stoppedAt = micros;
    }

    /** This JVM is a copy, which the host listens to. */
    void resume() {
        stopped = false;
    }

    boolean stopped() {
        return stopped;
    }

    /**
     * Returns the wanted events, with new times.
     *
     * @param wanted tells which events to return
     * @param asTheyWere whether the events keep their distance in time from the present moment, without the time of
     *     waiting; otherwise they count as happening now
     * @param now the present moment
     */
    List<EventLine> select(Predicate<WorkerEvent> wanted, boolean asTheyWere, long now) {
        // The clock went on while this JVM waited to be copied.
        long shift = now - stoppedAt;
        return lines.stream()
                .filter(line -> wanted.test(line.event()))
                .map(line -> new EventLine(0, asTheyWere ? line.micros() + shift : now, line.event()))
                .toList();
    }
}
