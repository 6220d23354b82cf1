package dev.forkd.local;

import dev.forkd.wire.files.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory below which each controller makes its own directory.
 *
 * @param path the directory
 * @param ofOneController whether it was made for one controller and is removed together with it
 */
record StateRoot(Path path, boolean ofOneController) {
    /**
     * Finds a directory that no other user can change; if there is none, creates a temporary one with an unpredictable
     * name.
     */
    static StateRoot standard() throws IOException {
        return of(candidates(System.getenv(), System.getProperty("user.home")));
    }

    static StateRoot of(List<Path> candidates) throws IOException {
        Optional<Path> found = PrivateDirectory.firstOf(candidates);
        return found.isPresent()
                ? new StateRoot(found.get(), false)
                : new StateRoot(Files.createTempDirectory("forkd-local-"), true);
    }

    static List<Path> candidates(Map<String, String> environment, @Nullable String home) {
        List<Path> bases = new ArrayList<>();
        Optional.ofNullable(environment.get("XDG_STATE_HOME")).map(Path::of).ifPresent(bases::add);
        if (home != null) {
            bases.add(Path.of(home).resolve(".local/state"));
        }
        Optional.ofNullable(environment.get("XDG_RUNTIME_DIR")).map(Path::of).ifPresent(bases::add);
        return bases.stream()
                .filter(Path::isAbsolute)
                .map(base -> base.resolve("forkd").resolve("local"))
                .toList();
    }
}
