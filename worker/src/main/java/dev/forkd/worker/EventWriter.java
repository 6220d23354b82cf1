package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Numbers and times the events and writes each as one line in one write, so that a reader never waits for
 * the end of a line that was started. Thread-safe.
 */
final class EventWriter {

    private final Consumer<EventLine> target;
    private final long start = System.nanoTime();
    private long sequence;

    EventWriter(OutputStream stream) {
        this(lines(stream));
    }

    EventWriter(Consumer<EventLine> target) {
        this.target = target;
    }

    synchronized void write(WorkerEvent event) {
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        target.accept(new EventLine(++sequence, micros, event));
    }

    private static Consumer<EventLine> lines(OutputStream stream) {
        EventEncoder encoder = new EventEncoder();
        return event -> {
            try {
                stream.write((encoder.encode(event) + "\n").getBytes(US_ASCII));
                stream.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("The event file cannot be written; is the sandbox's tmpfs full?", e);
            }
        };
    }
}
