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

/** The leases below a step's directory: as long as there is one, sandboxes may be left. */
final class LeaseFiles {
    /** An empty one is about to be filled by its owner, or its owner died before it made anything. */
    private static final Duration FILLED_WITHIN = Duration.ofSeconds(10);

    private LeaseFiles() {}

    static List<Path> in(Path directory) {
        Path leases = directory.resolve("leases");
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
