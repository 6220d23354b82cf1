package dev.forkd.action.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where files of a sandbox may land: the sandbox chooses their names, so it must not choose the place.
 *
 * @param root directory that nothing leaves
 */
public record Landing(Path root) {
    /**
     * Makes the root absolute.
     *
     * @param root directory
     */
    public Landing {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * Finds the place of a file.
     *
     * @param name relative to the root, whatever it begins with
     * @return the place, or empty if the name leads elsewhere
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
