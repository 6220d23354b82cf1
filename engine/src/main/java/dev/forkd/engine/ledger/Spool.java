package dev.forkd.engine.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.forkd.engine.channel.EventDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A queue of entries that stays within a bound of memory: past it, entries go to a temporary file until the
 * reader has caught up. Not thread-safe; its {@link Ledger} guards it.
 */
final class Spool implements AutoCloseable {

    private final long memoryBytes;
    private final EventDecoder decoder;
    private final Deque<Sized> memory = new ArrayDeque<>();
    private long inMemory;
    private @Nullable Path file;
    private @Nullable Writer writer;
    private @Nullable BufferedReader reader;
    private long inFile;

    private record Sized(Entry entry, int bytes) {}

    Spool(long memoryBytes, EventDecoder decoder) {
        this.memoryBytes = memoryBytes;
        this.decoder = decoder;
    }

    /** Appends an entry; {@code line} is the event's encoded form. */
    void add(Entry entry, String line) {
        if (inFile == 0 && (memory.isEmpty() || inMemory + line.length() <= memoryBytes)) {
            memory.add(new Sized(entry, line.length()));
            inMemory += line.length();
        } else {
            spill(entry.micros(), line);
        }
    }

    boolean isEmpty() {
        return memory.isEmpty() && inFile == 0;
    }

    @Nullable
    Entry poll() {
        Sized first = memory.poll();
        if (first != null) {
            inMemory -= first.bytes();
            return first.entry();
        }
        return inFile == 0 ? null : readBack();
    }

    private void spill(long micros, String line) {
        try {
            if (writer == null) {
                file = Files.createTempFile("forkd-spool-", ".events");
                writer = Files.newBufferedWriter(file, US_ASCII);
                reader = Files.newBufferedReader(file, US_ASCII);
            }
            writer.write(micros + " " + line + "\n");
            inFile++;
        } catch (IOException e) {
            throw new UncheckedIOException("The events of a test class cannot be kept in a temporary file", e);
        }
    }

    private Entry readBack() {
        try {
            if (writer == null || reader == null) {
                throw new IllegalStateException("nothing was spilled");
            }
            writer.flush();
            String line = reader.readLine();
            inFile--;
            int blank = line.indexOf(' ');
            return new Entry(
                    Long.parseLong(line.substring(0, blank)),
                    decoder.decode(line.substring(blank + 1)).event());
        } catch (IOException e) {
            throw new UncheckedIOException("The events of a test class cannot be read back from " + file, e);
        }
    }

    @Override
    public void close() {
        memory.clear();
        inFile = 0;
        try {
            if (writer != null && reader != null && file != null) {
                writer.close();
                reader.close();
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary file " + file + " cannot be deleted", e);
        }
    }
}
