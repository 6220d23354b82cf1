package dev.forkd.action.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** All bytes of one output of one sandbox, in a file, up to a limit. For one writer at a time. */
public final class Recording implements AutoCloseable {
    private static final long LARGEST = 64L << 20;

    private final Path file;
    private final OutputStream out;
    private long kept;
    private long received;

    /**
     * Starts the file.
     *
     * @param file is made
     * @throws IOException if it cannot be
     */
    public Recording(Path file) throws IOException {
        this.file = file;
        this.out = Files.newOutputStream(file);
    }

    /**
     * Adds what was printed; above the limit it is only counted.
     *
     * @param bytes any
     */
    public synchronized void add(byte[] bytes) {
        received += bytes.length;
        int room = (int) Math.min(bytes.length, LARGEST - kept);
        try {
            out.write(bytes, 0, room);
        } catch (IOException e) {
            throw new UncheckedIOException("the output of a sandbox cannot be written to " + file, e);
        }
        kept += room;
    }

    /**
     * Tells how many bytes came.
     *
     * @return kept or not
     */
    public synchronized long received() {
        return received;
    }

    /**
     * Tells how many bytes are in the file.
     *
     * @return at most 64 MiB
     */
    public synchronized long kept() {
        return kept;
    }

    /**
     * Names the file.
     *
     * @return its path
     */
    public Path file() {
        return file;
    }

    /**
     * Reads the end.
     *
     * @param most how many bytes at most
     * @return the last bytes that were kept
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
