package dev.forkd.engine.run;

import dev.forkd.engine.configuration.ForkdConfiguration;
import dev.forkd.engine.place.BuildRoot;
import dev.forkd.schedule.TimingsFile;
import dev.forkd.schedule.UnitTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the times of runs are kept: where the user says, or in a directory of the build's root that git ignores, where
 * the next build finds it again.
 *
 * @param path the file
 * @param chosen whether the user chose it
 */
record TimingsPlace(Path path, boolean chosen) {

    private static final Path STANDARD = Path.of(".forkd", "timings");

    /** A directory that holds none of these is none of a build: nothing is left there unasked. */
    private static final List<String> BUILD_FILES = List.of(
            "pom.xml",
            "build.gradle",
            "build.gradle.kts",
            "settings.gradle",
            "settings.gradle.kts",
            "build.xml",
            ".git");

    /**
     * Finds the place.
     *
     * @param configuration the settings
     * @param project the directory of the project
     * @return none if times are not to be kept
     */
    static Optional<TimingsPlace> of(ForkdConfiguration configuration, Path project) {
        if (configuration.timings().isPresent()) {
            return configuration.timings().map(path -> new TimingsPlace(path, true));
        }
        return configuration.keepTimings() ? standard(project) : Optional.empty();
    }

    /** The place that is used where nobody chose another; none outside of builds. */
    static Optional<TimingsPlace> standard(Path project) {
        Path root = BuildRoot.of(project.toAbsolutePath());
        return BUILD_FILES.stream().anyMatch(name -> Files.exists(root.resolve(name)))
                ? Optional.of(new TimingsPlace(root.resolve(STANDARD), false))
                : Optional.empty();
    }

    TimingsFile file() {
        return new TimingsFile(path);
    }

    /** Adds what was measured. Where the user did not ask for it and it cannot be done, nothing is said. */
    void append(Map<String, UnitTimes> measured) throws IOException {
        if (chosen) {
            file().append(measured);
            return;
        }
        Path directory = path.toAbsolutePath().getParent();
        if (measured.isEmpty() || directory == null || !Files.isWritable(directory.getParent())) {
            return;
        }
        Path ignore = directory.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            Files.createDirectories(directory);
            Files.writeString(ignore, "*\n");
        }
        file().append(measured);
    }
}
