package dev.forkd.action.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decides where files of a sandbox are written. The sandbox chooses their names, but must not be able to choose a path
 * outside the root.
 *
 * @param root the directory that contains all files
 */
public record Landing(Path root) {
    /**
     * Makes the root absolute.
     *
     * @param root the directory that contains all files
     */
    public Landing {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * Determines the path of a file.
     *
     * @param name relative to the root, even if it begins with slashes
     * @return the path, or empty if the name leads out of the root
     */
    public Optional<Path> of(String name) {
        try {
            Path file = root.resolve(name.replaceFirst("^/+", "")).normalize();
            return file.startsWith(root) && !file.equals(root) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
