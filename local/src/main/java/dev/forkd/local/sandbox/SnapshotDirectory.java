package dev.forkd.local.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a tag holds: the files of a sandbox, and its processes where these could be copied.
 *
 * @param path where both are
 */
public record SnapshotDirectory(Path path) {

    /**
     * Makes an empty one.
     *
     * @throws IOException when it cannot be made
     */
    public void create() throws IOException {
        Files.createDirectories(files());
    }

    Path files() {
        return path.resolve("files");
    }

    /** Is missing when only files were copied. */
    Path memory() {
        return path.resolve("memory");
    }

    boolean hasProcesses() {
        return Files.isDirectory(memory());
    }
}
