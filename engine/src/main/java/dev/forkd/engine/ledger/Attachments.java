package dev.forkd.engine.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the files that tests published until their turn to be replayed. Thread-safe. */
public final class Attachments {

    private static final long MOST_BYTES = 1L << 30;

    private final Path directory;
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Makes an empty store.
     *
     * @param directory where to keep them, made when the first file comes; whoever gives it deletes it
     */
    public Attachments(Path directory) {
        this.directory = directory;
    }

    /**
     * Counts a file that was fetched.
     *
     * @param size its size in bytes
     * @throws IOException when this run's files have more than a GiB in all
     */
    public void count(long size) throws IOException {
        if (bytes.addAndGet(size) > MOST_BYTES) {
            throw new IOException(
                    "the files that the tests of this run publish are larger than " + MOST_BYTES + " bytes");
        }
    }

    /**
     * Makes a place for a file or a directory.
     *
     * @return a path that does not exist yet
     * @throws IOException when the directory cannot be made
     */
    public Path newPlace() throws IOException {
        return Files.createDirectories(directory).resolve(Long.toString(number.incrementAndGet()));
    }
}
