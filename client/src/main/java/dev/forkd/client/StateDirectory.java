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

/** Where this user's leases and locks are kept. */
public final class StateDirectory {
    private StateDirectory() {}

    /** Made only where no private place lasts longer than this process; all its clients must share it. */
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
     * Finds the standard place, and makes it for this user alone: {@code $XDG_STATE_HOME/forkd}, else {@code
     * ~/.local/state/forkd}, else {@code $XDG_RUNTIME_DIR/forkd}. A place that another user could change is passed over;
     * where none is left, it is a fresh one that ends with this process.
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

    /** The XDG specification wants relative values ignored. */
    private static List<Path> below(@Nullable String base, String... names) {
        return base == null || !Path.of(base).isAbsolute() ? List.of() : List.of(Path.of(base, names));
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
