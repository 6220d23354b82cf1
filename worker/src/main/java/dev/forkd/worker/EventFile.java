package dev.forkd.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The file from which the host reads events by offset. What the host has read can be freed: the file is truncated to
 * zero and continued at the same offset, so the part before it takes no space. Not thread-safe; guarded by
 * {@link EventWriter}.
 */
final class EventFile implements AutoCloseable {

    /** How many bytes can be restored; the host is usually less far behind. */
    private static final int TAIL = 256 * 1024;

    private final RandomAccessFile file;
    /** The bytes that were written last, each at its offset modulo the array's length. */
    private final byte[] tail = new byte[TAIL];

    private long end;
    private long freed;

    EventFile(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
        end = file.length();
        freed = end;
    }

    /** Appends in a single write, so that a reader never finds an unfinished line. */
    void append(byte[] line) {
        try {
            restore();
            file.seek(end);
            file.write(line);
            remember(line);
            end += line.length;
        } catch (IOException e) {
            throw new UncheckedIOException("The event file cannot be written; is the sandbox's tmpfs full?", e);
        }
    }

    /**
     * Repairs the file if a test has truncated it, which is possible because tests run as the same user. The bytes that
     * the host may not have read yet are written again.
     */
    private void restore() throws IOException {
        if (end == freed || file.length() >= end) {
            return;
        }
        for (long from = Math.max(freed, end - TAIL); from < end; ) {
            int index = (int) (from % TAIL);
            int length = (int) Math.min(TAIL - index, end - from);
            file.seek(from);
            file.write(tail, index, length);
            from += length;
        }
    }

    private void remember(byte[] line) {
        for (int from = Math.max(0, line.length - TAIL); from < line.length; ) {
            int index = (int) ((end + from) % TAIL);
            int length = Math.min(TAIL - index, line.length - from);
            System.arraycopy(line, from, tail, index, length);
            from += length;
        }
    }

    /** The number of bytes that are not freed. */
    long kept() {
        return end - freed;
    }

    /** Frees everything that was written. */
    void free() {
        try {
            file.setLength(0);
            freed = end;
        } catch (IOException e) {
            throw new UncheckedIOException("The event file cannot be cut", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
