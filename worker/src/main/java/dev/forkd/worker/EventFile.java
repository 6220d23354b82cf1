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

    private final RandomAccessFile file;
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
            file.seek(end);
            file.write(line);
            end += line.length;
        } catch (IOException e) {
            throw new UncheckedIOException("The event file cannot be written; is the sandbox's tmpfs full?", e);
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
