package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The content of a tag: the files of a sandbox, and its processes if they could be copied.
 *
 * @param path directory of both
 */
public record SnapshotDirectory(Path path) {

    /**
     * Creates the directory of an empty snapshot.
     *
     * @throws IOException if it cannot be created
     */
    public void create() throws IOException {
        Files.createDirectories(files());
    }

    Path files() {
        return path.resolve("files");
    }

    /** The directory of the processes' memory; missing if only files were copied. */
    Path memory() {
        return path.resolve("memory");
    }

    boolean hasProcesses() {
        return Files.isDirectory(memory());
    }
}
