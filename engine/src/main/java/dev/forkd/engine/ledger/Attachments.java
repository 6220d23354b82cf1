package dev.forkd.engine.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stores files that tests published, until they are replayed. Thread-safe. */
public final class Attachments {

    private static final long MAX_BYTES = 1L << 30;
    /** Each costs a few calls to the sandbox, and the worker is not looked after meanwhile. */
    private static final int MAX_FILES = 10_000;

    private final Path directory;
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();

    /**
     * Makes an empty store.
     *
     * @param directory the directory for the files; created when it is needed, and deleted by the caller
     */
    public Attachments(Path directory) {
        this.directory = directory;
    }

    /**
     * Counts a file that is about to be fetched.
     *
     * @return how large it may be, in bytes
     * @throws IOException if this run's files are too many, or exceed 1 GiB in total
     */
    public long begin() throws IOException {
        if (files.incrementAndGet() > MAX_FILES) {
            throw new IOException("the tests of this run publish more than " + MAX_FILES + " files");
        }
        count(0);
        return Math.max(1, MAX_BYTES - bytes.get());
    }

    /**
     * Counts the size of a fetched file.
     *
     * @param size size in bytes
     * @throws IOException if this run's files exceed 1 GiB in total
     */
    public void count(long size) throws IOException {
        if (bytes.addAndGet(size) > MAX_BYTES) {
            throw new IOException(
                    "the files that the tests of this run publish are larger than " + MAX_BYTES + " bytes");
        }
    }

    /**
     * Returns a path for a new file or directory.
     *
     * @return a path that does not exist yet
     * @throws IOException if the store's directory cannot be created
     */
    public Path newPlace() throws IOException {
        return Files.createDirectories(directory).resolve(Long.toString(number.incrementAndGet()));
    }
}
