package dev.forkd.engine.workers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.worker.protocol.EventEncoder;
import dev.forkd.worker.protocol.EventLine;
import dev.forkd.worker.protocol.WorkerEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event file of a simulated worker: what is written is seen at once or later, and read in pieces cut anywhere. */
final class SimulatedEventFile {

    private static final int LATEST_MILLIS = 20_000;

    private final VirtualTime time;
    private final Random random;
    private final Weather weather;
    private final Witness witness;
    private final EventEncoder encoder = new EventEncoder();
    private final Deque<Line> lines = new ArrayDeque<>();
    private final long born;
    private String rest = "";
    private @Nullable Line last;
    private long sequence;
    private long seenUntil;
    private boolean broken;
    /** From here on a host that counts refuses everything. */
    private boolean gap;

    SimulatedEventFile(VirtualTime time, Random random, Weather weather, Witness witness) {
        this.time = time;
        this.random = random;
        this.weather = weather;
        this.witness = witness;
        this.born = time.nanos();
    }

    /** A line, when it is seen, and what it says to whoever reads the whole line. */
    private record Line(long seenAt, String text, @Nullable WorkerEvent event) {}

    void write(long at, WorkerEvent event) {
        sequence++;
        put(at, encoder.encode(new EventLine(sequence, (at - born) / 1000, event)) + "\n", gap ? null : event);
    }

    /** Leaves a number out, so that the host must notice. */
    void skipNumber() {
        sequence++;
        gap = true;
    }

    void writeGarbage(long at) {
        put(at, "{\"v\":4,\"s\":" + (sequence + 1) + ",\"e\":\"no such event\"}\n", null);
    }

    private void put(long at, String text, @Nullable WorkerEvent event) {
        boolean late = random.nextDouble() < weather.late();
        long seen = at + (late ? TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_MILLIS)) : 0);
        seenUntil = Math.max(seenUntil, seen);
        lines.add(new Line(seenUntil, text, event));
    }

    /** Its writer ends now: the last line may be there in part only. */
    void tear(boolean inside) {
        Line torn = lines.peekLast();
        if (inside && torn != null) {
            lines.removeLast();
            int length = random.nextInt(torn.text().length());
            lines.add(new Line(torn.seenAt(), torn.text().substring(0, length), null));
        }
    }

    long nextAt() {
        return lines.isEmpty() ? Long.MAX_VALUE : lines.element().seenAt();
    }

    boolean isRead() {
        return lines.isEmpty() && rest.isEmpty();
    }

    /** What is new. Tells the witness what a host that does its work knows now. */
    byte[] read() {
        StringBuilder chunk = new StringBuilder();
        if (!rest.isEmpty()) {
            chunk.append(rest);
            heard(last);
            rest = "";
        }
        while (!lines.isEmpty() && lines.element().seenAt() <= time.nanos()) {
            Line line = lines.remove();
            if (random.nextInt(20) == 0) {
                int cut = random.nextInt(line.text().length() + 1);
                chunk.append(line.text(), 0, cut);
                rest = line.text().substring(cut);
                last = line;
                if (rest.isEmpty()) {
                    heard(line);
                }
                return chunk.toString().getBytes(US_ASCII);
            }
            chunk.append(line.text());
            heard(line);
        }
        return chunk.toString().getBytes(US_ASCII);
    }

    private void heard(@Nullable Line line) {
        if (line == null || line.event() == null) {
            broken = true;
        } else if (!broken) {
            witness.heard(line.event());
        }
    }
}
