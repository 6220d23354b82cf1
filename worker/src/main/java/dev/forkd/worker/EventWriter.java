package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Numbers each event, adds the time and writes one line. Lines stay in the file until the host has read them. If too
 * many are unread, writing waits; so a test that prints 300 MB does not need that much space. Thread-safe.
 */
final class EventWriter {

    /** Once this many bytes are kept, the host must have read all of them before more is written. */
    private static final long MAX_KEPT = 16L * 1024 * 1024;

    private static final long LOOK_AGAIN_SECONDS = 1;

    private final Consumer<EventLine> target;
    private final LongSupplier kept;
    private final Runnable free;
    private final long start = System.nanoTime();
    private long sequence;
    /** Number of the event that must be acknowledged before another is written; 0 if none. */
    private long fullAt;

    private boolean hostIsGone;
    /** What is kept back; {@code null} if events are written at once. */
    private @Nullable HeldEvents held;

    EventWriter(EventFile file) {
        this(lines(file), file::kept, file::free);
    }

    EventWriter(Consumer<EventLine> target) {
        this(target, () -> 0, () -> {});
    }

    private EventWriter(Consumer<EventLine> target, LongSupplier kept, Runnable free) {
        this.target = target;
        this.kept = kept;
        this.free = free;
    }

    /** Makes a writer that keeps events back until {@link #release}. */
    static EventWriter holding(EventFile file) {
        EventWriter writer = new EventWriter(file);
        writer.held = new HeldEvents();
        return writer;
    }

    void write(WorkerEvent event) {
        write(event, 0);
    }

    /**
     * Writes an event.
     *
     * @param event the event
     * @param notCounted how many microseconds earlier it counts as happening, because nothing happened in that time
     */
    synchronized void write(WorkerEvent event, long notCounted) {
        if (held != null) {
            hold(held, event);
            return;
        }
        awaitRoom();
        put(event, micros() - notCounted);
        if (kept.getAsLong() > MAX_KEPT && !hostIsGone) {
            put(new WorkerEvent.Full());
            fullAt = sequence;
        }
    }

    /** The host has read everything up to and including this event. */
    synchronized void acknowledge(long number) {
        if (number == fullAt) {
            free.run();
            fullAt = 0;
            notifyAll();
        }
    }

    /** The host is gone and will acknowledge nothing more. */
    synchronized void waitNoMore() {
        hostIsGone = true;
        fullAt = 0;
        notifyAll();
    }

    private void hold(HeldEvents kept, WorkerEvent event) {
        if (!(event instanceof WorkerEvent.Heartbeat)) {
            kept.add(micros(), event);
        } else if (!kept.stopped()) {
            // Heartbeats show that the set-up goes on. Not while this JVM is copied: the copies count from the same
            // number.
            put(event, micros());
        }
    }

    /** Tells whether more was printed than can be kept back, so that events were dropped. */
    synchronized boolean heldTooMuch() {
        return held != null && held.tooMuch();
    }

    /**
     * Writes an event at once, although others are kept back. Later events are numbered from 1 again, because copies of
     * this JVM write them.
     */
    synchronized void writeLast(WorkerEvent event) {
        put(event, micros());
        sequence = 0;
        if (held != null) {
            held.stop(micros());
        }
    }

    /** Writes an event of a copy at once, before those that are kept back. */
    synchronized void writeFirst(WorkerEvent event) {
        put(event, micros());
        if (held != null) {
            held.resume();
        }
    }

    /**
     * Writes the events that were kept back, except unwanted ones. From now on every event is written at once.
     *
     * @param wanted tells which events to write
     * @param asTheyWere whether they keep their distance in time from the present moment
     */
    synchronized void release(Predicate<WorkerEvent> wanted, boolean asTheyWere) {
        HeldEvents released = held;
        held = null;
        if (released != null) {
            released.select(wanted, asTheyWere, micros()).forEach(line -> put(line.event(), line.micros()));
        }
    }

    private void awaitRoom() {
        boolean interrupted = false;
        while (fullAt != 0) {
            try {
                TimeUnit.SECONDS.timedWait(this, LOOK_AGAIN_SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private long micros() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
    }

    private void put(WorkerEvent event) {
        put(event, micros());
    }

    private void put(WorkerEvent event, long micros) {
        target.accept(new EventLine(sequence + 1, micros, event));
        // Only after the event was written: one that failed for lack of memory must not leave a gap in the numbers.
        sequence++;
    }

    private static Consumer<EventLine> lines(EventFile file) {
        EventEncoder encoder = new EventEncoder();
        return event -> file.append((encoder.encode(event) + "\n").getBytes(US_ASCII));
    }
}
