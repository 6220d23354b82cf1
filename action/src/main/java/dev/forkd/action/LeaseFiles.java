package dev.forkd.action;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The lease files below a step's directory. As long as there is one, sandboxes may be left over. */
final class LeaseFiles {
    static final String DIRECTORY = "leases";

    /**
     * An empty file counts for this long, because its owner may be about to fill it. An older one was left by an owner
     * that died before it made anything.
     */
    private static final Duration FILLED_WITHIN = Duration.ofSeconds(10);

    private LeaseFiles() {}

    static List<Path> in(Path directory) {
        Path leases = directory.resolve(DIRECTORY);
        if (!Files.isDirectory(leases)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(leases)) {
            return files.filter(file -> file.toString().endsWith(".lease"))
                    .filter(LeaseFiles::counts)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean counts(Path file) {
        try {
            return Files.size(file) > 0
                    || Files.getLastModifiedTime(file)
                            .toInstant()
                            .isAfter(Instant.now().minus(FILLED_WITHIN));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
