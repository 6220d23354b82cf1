package dev.forkd.engine.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary file of lines that wait to be replayed. Each line leads to the next one of its chain, so that a chain
 * takes the same memory however many lines it has. Not thread-safe.
 */
final class SpoolFile implements AutoCloseable {

    /** Before each line: the offset of the next one of its chain, its time, and its length. */
    private static final int HEADER_BYTES = 2 * Long.BYTES + Integer.BYTES;

    private final Path path;
    /** Not a FileChannel: interrupting one thread would close it for all. */
    private final RandomAccessFile file;

    private long end;
    private long unread;

    private SpoolFile(Path path) throws IOException {
        this.path = path;
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** Lines that are read in the order in which they were written. */
    static final class Chain {
        private long first;
        private long last;
        private long unread;

        boolean isEmpty() {
            return unread == 0;
        }
    }

    /** A line and its time. */
    record Line(long micros, String text) {}

    static SpoolFile create() throws IOException {
        SpoolFile created = new SpoolFile(Files.createTempFile("forkd-spool-", ".events"));
        created.deleteWhileOpen();
        return created;
    }

    /**
     * Where the system allows it, the open file is deleted at once, so that even a killed JVM leaves nothing behind.
     */
    private void deleteWhileOpen() {
        try {
            Files.delete(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }

    Path path() {
        return path;
    }

    /** How much room it takes. */
    long bytes() {
        return end;
    }

    boolean isEmpty() {
        return unread == 0;
    }

    /** Appends a line to a chain; if that fails, the chain is as it was. */
    void append(Chain chain, long micros, String line) throws IOException {
        byte[] text = line.getBytes(US_ASCII);
        byte[] record = new byte[HEADER_BYTES + text.length];
        ByteBuffer.wrap(record).putLong(0).putLong(micros).putInt(text.length).put(text);
        write(end, record);
        if (chain.isEmpty()) {
            chain.first = end;
        } else {
            byte[] next = new byte[Long.BYTES];
            ByteBuffer.wrap(next).putLong(end);
            write(chain.last, next);
        }
        chain.last = end;
        chain.unread++;
        unread++;
        end += record.length;
    }

    /** Takes the first line of a chain that is not empty. */
    Line take(Chain chain) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(read(chain.first, HEADER_BYTES));
        long next = header.getLong();
        long micros = header.getLong();
        byte[] text = read(chain.first + HEADER_BYTES, header.getInt());
        chain.first = next;
        chain.unread--;
        unread--;
        if (unread == 0) {
            end = 0; // Nothing waits any more, so the room can be used again.
        }
        return new Line(micros, new String(text, US_ASCII));
    }

    private void write(long offset, byte[] bytes) throws IOException {
        file.seek(offset);
        file.write(bytes);
    }

    private byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(offset);
        file.readFully(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}
