package dev.forkd.engine.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forkd.engine.channel.EventDecoder;
import dev.forkd.worker.protocol.WorkerEvent.NodeEvent;
import dev.forkd.worker.protocol.WorkerEvent.Output;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
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

    private final long memoryBytes;
    private final long fileBytes;
    /** The tests whose output was cut, which were told so. */
    private final Set<String> told = new HashSet<>();

    private final EventDecoder decoder;
    private long inMemory;
    private @Nullable Path path;
    /** Not a FileChannel: interrupting one thread would close it for all. */
    private @Nullable RandomAccessFile file;

    Storage(long memoryBytes, EventDecoder decoder) {
        this(memoryBytes, MAX_IN_FILE, decoder);
    }

    Storage(long memoryBytes, long fileBytes, EventDecoder decoder) {
        this.memoryBytes = memoryBytes;
        this.fileBytes = fileBytes;
        this.decoder = decoder;
    }

    /** The place of a stored entry. */
    sealed interface Slot {

        /** An entry in memory. */
        record InMemory(Entry entry, long bytes) implements Slot {}

        /** An entry in the file. */
        record InFile(long micros, long offset, int length) implements Slot {}
    }

    /** Keeps an entry; {@code line} is the event's encoded form. */
    Slot put(Entry entry, String line) {
        long bytes = OVERHEAD_BYTES + line.length();
        if (inMemory + bytes > memoryBytes) {
            try {
                return spill(entry.micros(), line);
            } catch (IOException e) {
                return keepWithoutRoom(entry, bytes, e);
            }
        }
        return keep(entry, bytes);
    }

    /** Returns an entry. Each slot can be used only once. */
    Entry take(Slot slot) {
        if (slot instanceof Slot.InMemory kept) {
            inMemory -= kept.bytes();
            return kept.entry();
        }
        return read((Slot.InFile) slot);
    }

    long inMemory() {
        return inMemory;
    }

    @Nullable
    Path path() {
        return path;
    }

    private Slot keep(Entry entry, long bytes) {
        inMemory += bytes;
        return new Slot.InMemory(entry, bytes);
    }

    /**
     * Without space on the disk, results are kept in memory beyond the limit, so that none is lost. Only output is
     * dropped.
     */
    private Slot keepWithoutRoom(Entry entry, long bytes, IOException reason) {
        if (!(entry.event() instanceof Output output)) {
            return keep(entry, bytes);
        }
        if (told.add(String.valueOf(output.id()))) {
            String notice = "\n[forkd: output is missing from here on: " + reason.getMessage() + "]\n";
            return keep(
                    new Entry(entry.micros(), Output.of(output.id(), output.error(), notice.getBytes(UTF_8))),
                    OVERHEAD_BYTES);
        }
        return keep(new Entry(entry.micros(), Output.of(output.id(), output.error(), new byte[0])), OVERHEAD_BYTES);
    }

    private Slot spill(long micros, String line) throws IOException {
        RandomAccessFile target = open();
        long offset = target.length();
        if (offset > fileBytes) {
            throw new IOException("what waits to be reported is larger than " + fileBytes + " bytes");
        }
        byte[] bytes = line.getBytes(US_ASCII);
        target.seek(offset);
        target.write(bytes);
        return new Slot.InFile(micros, offset, bytes.length);
    }

    private RandomAccessFile open() throws IOException {
        RandomAccessFile opened = file;
        if (opened == null) {
            path = Files.createTempFile("forkd-spool-", ".events");
            opened = new RandomAccessFile(path.toFile(), "rw");
            file = opened;
            deleteWhileOpen(path);
        }
        return opened;
    }

    /**
     * Where the system allows it, the open file is deleted at once, so that even a killed JVM leaves nothing behind.
     */
    private static void deleteWhileOpen(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }

    private Entry read(Slot.InFile slot) {
        try {
            byte[] bytes = new byte[slot.length()];
            RandomAccessFile source = open();
            source.seek(slot.offset());
            source.readFully(bytes);
            String line = new String(bytes, US_ASCII);
            return new Entry(slot.micros(), (NodeEvent) decoder.decode(line).event());
        } catch (IOException e) {
            throw new UncheckedIOException("The events of a test class cannot be read back from " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            if (file != null && path != null) {
                file.close();
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary file " + path + " cannot be deleted", e);
        }
    }
}
