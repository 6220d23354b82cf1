package dev.forkd.engine.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores the entries that wait to be replayed: in memory up to a limit for all units together, and beyond that in a
 * temporary file. Not thread-safe; guarded by {@link Ledger}.
 */
final class Storage implements AutoCloseable {

    /** What an entry takes in addition to its text. */
    private static final long OVERHEAD_BYTES = 100;

    /** Nobody reads a report with more than that. */
    private static final long MAX_IN_FILE = 4L << 30;

    /** Sandboxes can make up ids, and each that was told takes memory. */
    private static final int MAX_TOLD = 1_000;

    private final long memoryBytes;
    private final long fileBytes;
    /** The tests whose output was cut, which were told so. */
    private final Set<String> told = new HashSet<>();

    private final EventDecoder decoder;
    private long inMemory;
    private @Nullable SpoolFile file;

    Storage(long memoryBytes, EventDecoder decoder) {
        this(memoryBytes, MAX_IN_FILE, decoder);
    }

    Storage(long memoryBytes, long fileBytes, EventDecoder decoder) {
        this.memoryBytes = memoryBytes;
        this.fileBytes = fileBytes;
        this.decoder = decoder;
    }

    /** The place of stored entries that follow each other. */
    sealed interface Slot {

        /** An entry in memory. */
        record InMemory(Entry entry, long bytes) implements Slot {}

        /** Entries in the file. */
        record InFile(SpoolFile.Chain chain) implements Slot {}
    }

    /**
     * Keeps an entry.
     *
     * @param line the event's encoded form
     * @param last the slot of the entry before it, if that was not taken yet
     * @return a new slot; empty if the entry is in the last slot, or was left out
     */
    Optional<Slot> put(Entry entry, String line, @Nullable Slot last) {
        long bytes = OVERHEAD_BYTES + line.length();
        if (inMemory + bytes > memoryBytes) {
            try {
                return spill(entry.micros(), line, last);
            } catch (IOException e) {
                return keepWithoutRoom(entry, bytes, e);
            }
        }
        return keep(entry, bytes);
    }

    /** Takes the first entry of a slot that is not empty. */
    Entry take(Slot slot) {
        if (slot instanceof Slot.InMemory kept) {
            inMemory -= kept.bytes();
            return kept.entry();
        }
        return read(((Slot.InFile) slot).chain());
    }

    /** Tells whether nothing is left in a slot of which an entry was taken. */
    boolean isUsedUp(Slot slot) {
        return !(slot instanceof Slot.InFile spilled) || spilled.chain().isEmpty();
    }

    long inMemory() {
        return inMemory;
    }

    @Nullable
    Path path() {
        return file == null ? null : file.path();
    }

    private Optional<Slot> keep(Entry entry, long bytes) {
        inMemory += bytes;
        return Optional.of(new Slot.InMemory(entry, bytes));
    }

    /**
     * Without space on the disk, results are kept in memory beyond the limit, so that none is lost. Only what tests
     * print and publish is left out, since they may do so for ever.
     */
    private Optional<Slot> keepWithoutRoom(Entry entry, long bytes, IOException reason) {
        NodeEvent event = entry.event();
        if (!(event instanceof Output) && !(event instanceof Published)) {
            return keep(entry, bytes);
        }
        if (told.size() >= MAX_TOLD || !told.add(String.valueOf(event.id()))) {
            return Optional.empty();
        }
        String whose = told.size() == MAX_TOLD ? "output of all tests" : "output";
        String notice = "\n[forkd: " + whose + " is missing from here on: " + reason.getMessage() + "]\n";
        boolean error = event instanceof Output output && output.error();
        return keep(new Entry(entry.micros(), Output.of(event.id(), error, notice.getBytes(UTF_8))), OVERHEAD_BYTES);
    }

    private Optional<Slot> spill(long micros, String line, @Nullable Slot last) throws IOException {
        SpoolFile target = file;
        if (target == null) {
            target = SpoolFile.create(fileBytes);
            file = target;
        }
        if (last instanceof Slot.InFile spilled) {
            target.append(spilled.chain(), micros, line);
            return Optional.empty();
        }
        SpoolFile.Chain chain = new SpoolFile.Chain();
        target.append(chain, micros, line);
        return Optional.of(new Slot.InFile(chain));
    }

    private Entry read(SpoolFile.Chain chain) {
        SpoolFile source = file;
        if (source == null) {
            throw new IllegalStateException("Nothing was stored in a file");
        }
        try {
            SpoolFile.Line line = source.take(chain);
            return new Entry(
                    line.micros(), (NodeEvent) decoder.decode(line.text()).event());
        } catch (IOException e) {
            throw new UncheckedIOException("The events of a test class cannot be read back from " + source.path(), e);
        }
    }

    @Override
    public void close() {
        SpoolFile open = file;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary file " + path() + " cannot be deleted", e);
        }
    }
}
