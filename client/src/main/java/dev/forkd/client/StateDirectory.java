package dev.forkd.client;

import dev.forkd.wire.files.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The directory where this user's leases and locks are kept. */
public final class StateDirectory {
    private StateDirectory() {}

    /**
     * Made only where no private directory is available that outlives this process. It is a single one, because all
     * clients of the process must share it.
     */
    private static final class OfThisProcess {
        static final Path DIRECTORY = make();

        private static Path make() {
            try {
                return Files.createTempDirectory("forkd-state-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Finds the standard directory, and creates it with access for this user only: {@code $XDG_STATE_HOME/forkd}, or
     * else {@code ~/.local/state/forkd}, or else {@code $XDG_RUNTIME_DIR/forkd}. Directories that another user could
     * change are skipped. If none is left, the result is a new temporary directory, which only this process uses.
     *
     * @return the directory
     */
    public static Path standard() {
        return PrivateDirectory.firstOf(candidates(System.getenv(), System.getProperty("user.home")))
                .orElseGet(() -> OfThisProcess.DIRECTORY);
    }

    static List<Path> candidates(Map<String, String> environment, @Nullable String home) {
        List<Path> candidates = new ArrayList<>();
        candidates.addAll(below(environment.get("XDG_STATE_HOME"), "forkd"));
        candidates.addAll(below(home, ".local", "state", "forkd"));
        candidates.addAll(below(environment.get("XDG_RUNTIME_DIR"), "forkd"));
        return candidates;
    }

    /** The XDG specification requires relative values to be ignored. */
    private static List<Path> below(@Nullable String base, String... names) {
        return base == null || !Path.of(base).isAbsolute() ? List.of() : List.of(Path.of(base, names));
    }

    /**
     * Creates a directory that only its owner can read: leases name sandboxes, and access to a sandbox amounts to root
     * access.
     */
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
