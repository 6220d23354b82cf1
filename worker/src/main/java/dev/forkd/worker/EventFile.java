package dev.forkd.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The file in which the host reads events by their offset. What it has read can be freed: the file is cut to nothing
 * and goes on at the same offset, so that what lies before takes no room. Not thread-safe; its {@link EventWriter}
 * guards it.
 */
final class EventFile implements AutoCloseable {

    /** More than the host is usually behind. */
    private static final int TAIL = 256 * 1024;

    private final RandomAccessFile file;
    /** What was written last, each byte at its offset modulo the length. */
    private final byte[] tail = new byte[TAIL];

    private long end;
    private long freed;

    EventFile(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
        end = file.length();
        freed = end;
    }

    /** Appends in one write, so that a reader never waits for the end of a line that was started. */
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

    /** A test may have cut the file, which is its own user's. What the host may not have read yet is written again. */
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

    /** How many bytes it holds. */
    long kept() {
        return end - freed;
    }

    /** Gives up everything that was written. */
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
