package dev.forkd.action.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records an output stream of a sandbox in a file, up to a limit. Thread-safe. */
public final class Recording implements AutoCloseable {
    private static final long MAX_BYTES = 64L << 20;

    private final Path file;
    private final OutputStream out;
    private long kept;
    private long received;

    /**
     * Creates the file.
     *
     * @param file the file; truncated if it exists
     * @throws IOException if it cannot be created
     */
    public Recording(Path file) throws IOException {
        this.file = file;
        this.out = Files.newOutputStream(file);
    }

    /**
     * Appends bytes; those above the limit are only counted.
     *
     * @param bytes any bytes
     */
    public synchronized void add(byte[] bytes) {
        received += bytes.length;
        int room = (int) Math.min(bytes.length, MAX_BYTES - kept);
        try {
            out.write(bytes, 0, room);
        } catch (IOException e) {
            throw new UncheckedIOException("the output of a sandbox cannot be written to " + file, e);
        }
        kept += room;
    }

    /**
     * Returns how many bytes were received.
     *
     * @return the number, including bytes above the limit
     */
    public synchronized long received() {
        return received;
    }

    /**
     * Returns how many bytes are in the file.
     *
     * @return the number, at most 64 MiB
     */
    public synchronized long kept() {
        return kept;
    }

    /**
     * Returns the file.
     *
     * @return the file's path
     */
    public Path file() {
        return file;
    }

    /**
     * Reads the end of the file.
     *
     * @param most how many bytes at most
     * @return the last bytes of those in the file
     * @throws IOException if the file cannot be read
     */
    public synchronized byte[] tail(int most) throws IOException {
        out.flush();
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(most, in.length())];
            in.seek(in.length() - bytes.length);
            in.readFully(bytes);
            return bytes;
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the output of a sandbox cannot be written to " + file, e);
        }
    }
}
