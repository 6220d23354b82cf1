package dev.forkd.action;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The leases below a step's directory: as long as there is one, sandboxes may be left. */
final class LeaseFiles {
    private LeaseFiles() {}

    static List<Path> in(Path directory) {
        Path leases = directory.resolve("leases");
        if (!Files.isDirectory(leases)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(leases)) {
            return files.filter(file -> file.toString().endsWith(".lease")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
