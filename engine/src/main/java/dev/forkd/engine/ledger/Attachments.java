package dev.forkd.engine.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the files that tests published until their turn to be replayed. Thread-safe. */
public final class Attachments {

    private final Path directory;
    private final AtomicLong number = new AtomicLong();

    /**
     * Makes an empty store.
     *
     * @param directory where to keep them, made when the first file comes; whoever gives it deletes it
     */
    public Attachments(Path directory) {
        this.directory = directory;
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
