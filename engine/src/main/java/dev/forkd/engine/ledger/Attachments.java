package dev.forkd.engine.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the files that tests published until their turn to be replayed. Thread-safe. */
public final class Attachments implements AutoCloseable {

    private final AtomicLong number = new AtomicLong();
    private @Nullable Path directory;

    /** Makes an empty store; its directory is made when the first file comes. */
    public Attachments() {}

    /**
     * Makes a place for a file or a directory.
     *
     * @return a path that does not exist yet
     * @throws IOException when the temporary directory cannot be made
     */
    public synchronized Path newPlace() throws IOException {
        Path store = directory;
        if (store == null) {
            store = Files.createTempDirectory("forkd-attachments-");
            directory = store;
        }
        return store.resolve(Long.toString(number.incrementAndGet()));
    }

    /** Deletes what nobody took. */
    @Override
    public synchronized void close() {
        Path store = directory;
        if (store != null) {
            try (Stream<Path> walk = Files.walk(store)) {
                List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The temporary directory " + store + " cannot be deleted", e);
            }
        }
    }
}
