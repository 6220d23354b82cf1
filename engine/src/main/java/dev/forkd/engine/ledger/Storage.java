package dev.forkd.engine.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import dev.forkd.worker.protocol.WorkerEvent.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores the entries that wait to be replayed: in memory up to a limit for all units together, and beyond that in
 * temporary files, up to another limit. Not thread-safe; guarded by {@link Ledger}.
 */
final class Storage implements AutoCloseable {

    /** What an entry takes in addition to its text. */
    private static final long OVERHEAD_BYTES = 100;

    /** Nobody reads a report with more than that. */
    private static final long MAX_IN_FILES = 4L << 30;

    /** A file's room is only used again when all of it was read, so there are several. */
    private static final int MAX_FILES = 64;

    /** Sandboxes can make up ids, and each that was told takes memory. */
    private static final int MAX_TOLD = 1_000;

    private final long memoryBytes;
    private final long fileBytes;
    /** The tests whose output was cut, which were told so. */
    private final Set<String> told = new HashSet<>();

    private final EventDecoder decoder;
    private long inMemory;
    /** The files in which something waits, and the one that is written to. */
    private final List<SpoolFile> files = new ArrayList<>();

    Storage(long memoryBytes, EventDecoder decoder) {
        this(memoryBytes, MAX_IN_FILES, decoder);
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

        /** Entries in a file. */
        record InFile(SpoolFile file, SpoolFile.Chain chain) implements Slot {}
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
        return read((Slot.InFile) slot);
    }

    /** Tells whether nothing is left in a slot of which an entry was taken. */
    boolean isUsedUp(Slot slot) {
        return !(slot instanceof Slot.InFile spilled) || spilled.chain().isEmpty();
    }

    long inMemory() {
        return inMemory;
    }

    /** The files that there are now. */
    List<Path> paths() {
        return files.stream().map(SpoolFile::path).toList();
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
        SpoolFile target = target();
        if (last instanceof Slot.InFile spilled && spilled.file() == target) {
            target.append(spilled.chain(), micros, line);
            return Optional.empty();
        }
        SpoolFile.Chain chain = new SpoolFile.Chain();
        target.append(chain, micros, line);
        return Optional.of(new Slot.InFile(target, chain));
    }

    /** The last file, unless it is full. */
    private SpoolFile target() throws IOException {
        if (files.stream().mapToLong(SpoolFile::bytes).sum() > fileBytes) {
            throw new IOException("what waits to be reported is larger than " + fileBytes + " bytes");
        }
        SpoolFile last = files.isEmpty() ? null : files.get(files.size() - 1);
        if (last == null || last.bytes() > fileBytes / MAX_FILES) {
            last = SpoolFile.create();
            files.add(last);
        }
        return last;
    }

    private Entry read(Slot.InFile slot) {
        SpoolFile file = slot.file();
        try {
            SpoolFile.Line line = file.take(slot.chain());
            if (file.isEmpty() && file != files.get(files.size() - 1)) {
                files.remove(file);
                file.close();
            }
            return new Entry(
                    line.micros(), (NodeEvent) decoder.decode(line.text()).event());
        } catch (IOException e) {
            throw new UncheckedIOException("The events of a test class cannot be read back from " + file.path(), e);
        }
    }

    @Override
    public void close() {
        for (SpoolFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The temporary file " + file.path() + " cannot be deleted", e);
            }
        }
    }
}
