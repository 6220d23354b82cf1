package dev.forkd.client;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Where locks and leases are kept between runs. */
public final class StateDirectory {
    private StateDirectory() {}

    /**
     * Finds the standard place: {@code $XDG_STATE_HOME/forkd} if that variable is an absolute path, else
     * {@code ~/.local/state/forkd}. Nothing is created.
     *
     * @return the directory
     */
    public static Path standard() {
        return under(System.getenv("XDG_STATE_HOME"), System.getProperty("user.home", "."));
    }

    static Path under(@Nullable String stateHome, String home) {
        // The XDG specification wants relative values ignored.
        if (stateHome != null && Path.of(stateHome).isAbsolute()) {
            return Path.of(stateHome, "forkd");
        }
        return Path.of(home, ".local", "state", "forkd").toAbsolutePath();
    }

    /** Creates a directory that only its owner can read: leases name sandboxes, which are as good as root. */
    static Path create(Path directory) throws IOException {
        return Files.createDirectories(directory, ownerOnly("rwx------"));
    }

    static FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
