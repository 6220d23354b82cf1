package dev.forkd.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and times the events and writes each as one line. What is written stays until the host has read it, so a
 * worker that tells much faster than the host reads has to wait: then a test that prints 300 MB needs no such room.
 * Thread-safe.
 */
final class EventWriter {

    /** So many bytes are kept for the host, then it must have read them all. */
    private static final long MOST_KEPT = 16L * 1024 * 1024;

    /** So much of what is printed is kept back. */
    private static final long MOST_HELD = 8L * 1024 * 1024;

    private static final long LOOK_AGAIN_SECONDS = 1;

    private final Consumer<EventLine> target;
    private final LongSupplier kept;
    private final Runnable free;
    private final long start = System.nanoTime();
    private long sequence;
    /** Number of the event that must be acknowledged before there is another; 0 for none. */
    private long fullAt;

    private boolean hostIsGone;
    /** What is kept until it is known for whom it is; nothing when events are written at once. */
    private @Nullable List<EventLine> held;

    private long heldBytes;
    private long heldUntil;

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

    /** Makes one that keeps events back until {@link #release}. */
    static EventWriter holding(EventFile file) {
        EventWriter writer = new EventWriter(file);
        writer.held = new ArrayList<>();
        return writer;
    }

    synchronized void write(WorkerEvent event) {
        if (held != null) {
            hold(held, event);
            return;
        }
        awaitRoom();
        put(event);
        if (kept.getAsLong() > MOST_KEPT && !hostIsGone) {
            put(new WorkerEvent.Full());
            fullAt = sequence;
        }
    }

    /** The host has read everything up to an event. */
    synchronized void acknowledge(long number) {
        if (number == fullAt) {
            free.run();
            fullAt = 0;
            notifyAll();
        }
    }

    /** Nobody will acknowledge anything any more. */
    synchronized void waitNoMore() {
        hostIsGone = true;
        fullAt = 0;
        notifyAll();
    }

    private void hold(List<EventLine> kept, WorkerEvent event) {
        if (event instanceof WorkerEvent.Heartbeat) {
            return;
        }
        if (event instanceof WorkerEvent.Output output) {
            heldBytes += output.bytes().length;
        }
        if (heldBytes <= MOST_HELD) {
            kept.add(new EventLine(0, micros(), event));
        }
    }

    /** Whether more was printed than can be kept, so that something is missing. */
    synchronized boolean heldTooMuch() {
        return heldBytes > MOST_HELD;
    }

    /** Writes an event past those that are kept back. What comes after it is numbered anew: a copy of this JVM writes it. */
    synchronized void writeLast(WorkerEvent event) {
        put(event, micros());
        sequence = 0;
        heldUntil = micros();
    }

    /** Writes an event before those that are kept back. */
    synchronized void writeFirst(WorkerEvent event) {
        put(event, micros());
    }

    /**
     * Writes those of the events that were kept back that are wanted, and from now on every event at once.
     *
     * @param wanted which
     * @param asTheyWere whether they happened as long ago as they did; else they count as happening now
     */
    synchronized void release(Predicate<WorkerEvent> wanted, boolean asTheyWere) {
        List<EventLine> lines = held == null ? List.of() : held;
        held = null;
        // The clock went on while nothing happened here.
        long shift = micros() - heldUntil;
        for (EventLine line : lines) {
            if (wanted.test(line.event())) {
                put(line.event(), asTheyWere ? line.micros() + shift : micros());
            }
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
        // Only now: an event for which there was no memory must not leave a gap.
        sequence++;
    }

    private static Consumer<EventLine> lines(EventFile file) {
        EventEncoder encoder = new EventEncoder();
        return event -> file.append((encoder.encode(event) + "\n").getBytes(US_ASCII));
    }
}
